import { type AuditAction, type IdKind, idPrefixes, newId } from '@agent-factory/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Route } from './rest/route.ts';
import { restRoutes } from './rest/table.ts';
import type { Attempt } from './testing/attempt.ts';
import { auditedProcedures, auditedRoutes } from './testing/audited-acts.ts';
import { type IdPlace, idPlacesOf, withValueAt } from './testing/id-places.ts';
import { reuseTenant } from './testing/reuse-tenant.ts';
import { plainSpec } from './testing/specs.ts';
import { startTestApi, type TestApi } from './testing/start-test-api.ts';
import type { Tenant } from './testing/tenant.ts';
import {
  localAuthProcedures,
  makeTenant,
  operatorProcedures,
  operatorRoutes,
  publicProcedures,
  publicRoutes,
  restCalls,
  trpcInputs,
} from './testing/valid-calls.ts';
import { appRouter } from './trpc/router.ts';

let api: TestApi;
let own: Tenant;
let other: Tenant;
let asTenant: ReturnType<typeof reuseTenant>;

beforeAll(async () => {
  // No worker: every change that is seen here is one that a request made.
  api = await startTestApi({ worker: false });
  own = await makeTenant(api);
  other = await makeTenant(api);
  asTenant = reuseTenant(api);
});
afterAll(() => api.close());

const allProcedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
interface Procedure {
  _def: { type: 'query' | 'mutation' | 'subscription'; inputs: z.ZodType[] };
}
type ProcedureCase = { name: string } & Procedure['_def'];

/** What is mounted without a valid call of it, and what is on a list without being mounted. */
function unlisted(mounted: readonly string[], called: object, open: readonly string[]): string[] {
  const listed = [...Object.keys(called), ...open];
  return mounted.filter((name) => !listed.includes(name));
}

test('every route and procedure is on a list', () => {
  expect(
    unlisted(
      restRoutes.map((route) => route.operationId),
      restCalls,
      publicRoutes,
    ),
  ).toEqual([]);
  expect(
    unlisted(
      allProcedures.map(([name]) => name),
      trpcInputs,
      publicProcedures,
    ),
  ).toEqual([]);
  expect(restRoutes.map((route) => route.operationId).sort()).toEqual(
    [...Object.keys(restCalls), ...publicRoutes].sort(),
  );
  expect(restRoutes.filter((route) => route.access === 'public').map((route) => route.operationId)).toEqual(
    publicRoutes,
  );
  expect(allProcedures.map(([name]) => name).sort()).toEqual(
    [...Object.keys(trpcInputs), ...publicProcedures].sort(),
  );
});

const teamRoutes = byTitle(
  restRoutes
    .filter((route) => route.access === 'team')
    .map((route) => ({ title: `${route.method} ${route.path}`, route })),
);
const restPlaces = byTitle(
  [...teamRoutes.values()].flatMap(({ title, route }) =>
    (['params', 'query', 'body'] as const).flatMap((part) =>
      idPlacesOf(route[part]).map((place) => ({
        title: `${title}, ${part} ${place.path.join('.')}`,
        route,
        part,
        place,
      })),
    ),
  ),
);
const procedures = byTitle(
  allProcedures
    .filter(([name]) => !publicProcedures.includes(name))
    .map(([name, { _def }]) => ({ title: name, name, type: _def.type, inputs: _def.inputs })),
);
const trpcPlaces = byTitle(
  [...procedures.values()].flatMap((procedure) =>
    procedure.inputs.flatMap((schema) =>
      idPlacesOf(schema).map((place) => ({
        title: `${procedure.name}, ${place.path.join('.')}`,
        procedure,
        place,
      })),
    ),
  ),
);

/** Titles alone go to `test.each`, which would print a whole router for each case. */
function byTitle<T extends { title: string }>(cases: readonly T[]): Map<string, T> {
  return new Map(cases.map((one) => [one.title, one]));
}

function of<T>(cases: Map<string, T>, title: string): T {
  const found = cases.get(title);
  if (found === undefined) throw new Error(`no case "${title}"`);
  return found;
}

/** What a caller can tell answers apart by. */
interface Seen {
  status: number;
  body: string;
}

async function callRest(
  route: Route,
  attempt: Partial<Attempt>,
  token: string | null,
  headers = {},
): Promise<Seen> {
  const path = route.path.replace(/\{(\w+)\}/g, (_match, name: string) => String(attempt.params?.[name]));
  const query = new URLSearchParams(attempt.query as Record<string, string>).toString();
  const response = await api.fetch(query === '' ? path : `${path}?${query}`, {
    token,
    method: route.method,
    body: attempt.body,
    headers: { prefer: 'respond-async', ...headers },
  });
  return seen(response);
}

async function callTrpc(
  { name, type }: ProcedureCase,
  input: unknown,
  token: string | null,
  headers = {},
): Promise<Seen> {
  const isMutation = type === 'mutation';
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await api.fetch(`/trpc/${name}${isMutation ? '' : query}`, {
    token,
    method: isMutation ? 'POST' : 'GET',
    body: isMutation ? (input ?? {}) : undefined,
    headers,
  });
  const answer = await seen(response);
  if (type !== 'subscription') return answer;
  // A stream opens with 200; its refusal is the status of the error that it carries.
  const [, status] = /"httpStatus":(\d+)/.exec(answer.body) ?? [];
  return { ...answer, status: Number(status ?? answer.status) };
}

async function seen(response: Response): Promise<Seen> {
  const body = await response.text();
  return { status: response.status, body: body.replaceAll(/"request_id":"[^"]+"/g, '"request_id":"…"') };
}

/** Where the pages of a list come from, and what their cursors name. */
const lists = {
  agents: { path: '/v1/agents', kind: 'agent' },
  runs: { path: '/v1/runs', kind: 'run' },
  usage: { path: '/v1/usage/calls', kind: 'modelCall' },
  approvals: { path: '/v1/approvals', kind: 'approval' },
  threads: { path: '/v1/threads', kind: 'thread' },
  documents: { path: '/v1/documents', kind: 'document' },
  audit: { path: '/v1/audit', kind: 'auditEntry' },
  ideas: { path: '/v1/ideas', kind: 'idea' },
  templates: { path: '/v1/templates', kind: 'template' },
  purchases: { path: '/v1/purchases', kind: 'purchase' },
  earnings: { path: '/v1/creator/earnings', kind: 'ledgerEntry' },
  testRuns: { path: '/v1/test-runs', kind: 'testRun' },
  deliveries: { path: '/v1/webhooks/{whk}/deliveries', kind: 'webhookDelivery' },
  comments: { path: '/v1/agents/{agt}/comments', kind: 'commentThread' },
} as const;

function listOf(address: string): keyof typeof lists {
  // A page of one thread goes on after a run.
  if (address === '/v1/threads/{id}' || address === 'threads.get') return 'runs';
  if (address.includes('comments')) return 'comments';
  if (address.includes('webhook')) return 'deliveries';
  if (address.includes('comments')) return 'comments';
  if (address.includes('ideas')) return 'ideas';
  if (address.includes('templates')) return 'templates';
  if (address.includes('purchases')) return 'purchases';
  if (address.includes('earnings') || address.includes('payout')) return 'earnings';
  if (address === '/v1/test-runs' || address === 'tests.runs') return 'testRuns';
  if (address.includes('audit')) return 'audit';
  if (address.includes('threads')) return 'threads';
  if (address.includes('documents')) return 'documents';
  if (address.includes('approvals')) return 'approvals';
  return address.includes('runs') ? 'runs' : address.includes('usage') ? 'usage' : 'agents';
}

/** The other tenant's own value for a place, and one of the same shape that nobody has. */
async function strangeValues(
  place: IdPlace,
  list: keyof typeof lists,
): Promise<{ foreign: string; unknown: string }> {
  if (place.kind === 'cursor') {
    const { path: pathOf, kind } = lists[list];
    const path = pathOf.replace('{whk}', other.whk).replace('{agt}', other.agt);
    const page = await api.fetch(`${path}?limit=1`, { token: other.token });
    const { next_cursor: foreign } = z.object({ next_cursor: z.string() }).parse(await page.json());
    const text = Buffer.from(foreign, 'base64url').toString();
    const unknown = text.replace(/[a-z]+_\w+/, newId(kind));
    return { foreign, unknown: Buffer.from(unknown).toString('base64url') };
  }
  // A member of the other team, who is in none of ours.
  if (place.kind === 'user') return { foreign: other.mate, unknown: crypto.randomUUID() };
  const unknown = newId(kindOf(place.kind));
  // No team's: another's looks like nobody's.
  if (place.kind === 'rec') return { foreign: newId('reconciliation'), unknown };
  if (place.kind === 'rpt') return { foreign: newId('templateReport'), unknown };
  if (place.kind === 'ver') return { foreign: newId('agentVersion'), unknown };
  const foreign: unknown = Reflect.get(other, place.kind);
  if (typeof foreign !== 'string')
    throw new Error(`the other tenant has no ${place.kind}: let makeTenant make one`);
  return { foreign, unknown };
}

function kindOf(prefix: string): IdKind {
  const [kind] = Object.entries(idPrefixes).find(([, own]) => own === prefix) ?? [];
  return kind as IdKind;
}

/** `refused`: 403 where the caller may not ask at all, whatever the id. */
function expectRefusal(foreign: Seen, unknown: Seen, place: IdPlace, refused: 403 | 404): void {
  expect(foreign).toEqual(unknown);
  for (const id of [
    other.agt,
    other.run,
    other.ended,
    other.thr,
    other.key,
    other.pky,
    other.doc,
    other.apr,
    other.con,
    other.sch,
    other.trg,
    other.inv,
    other.whk,
    other.whd,
    other.cth,
    other.cmt,
    other.exp,
    other.ide,
    other.cth,
    other.cmt,
    other.pat,
    other.otherIdea,
    other.tpl,
    other.draft,
    other.rev,
    other.try,
    other.mate,
    other.toolHash,
    'secret-plan',
  ]) {
    if (id !== foreign.body) expect(foreign.body).not.toContain(id);
  }
  expect(foreign.status).toBe(place.kind === 'cursor' && foreign.status === 200 ? 200 : refused);
}

describe('Q2: the ids of another tenant', () => {
  test.each([...restPlaces.keys()])('%s', (title) => tryRestPlace(title));
  test.each([...trpcPlaces.keys()])('%s', (title) => tryTrpcPlace(title));

  async function tryRestPlace(title: string): Promise<void> {
    const { route, part, place } = of(restPlaces, title);
    const before = await api.fingerprint();
    const values = await strangeValues(place, listOf(route.path));
    const attempt = restCalls[route.operationId]?.(own) ?? {};
    const callWith = (value: string) =>
      callRest(route, { ...attempt, [part]: withValueAt(attempt[part], place.path, value) }, own.token);
    const refused = operatorRoutes.includes(route.operationId) ? 403 : 404;
    expectRefusal(await callWith(values.foreign), await callWith(values.unknown), place, refused);
    expect(await api.fingerprint()).toEqual(before);
  }

  async function tryTrpcPlace(title: string): Promise<void> {
    const { procedure, place } = of(trpcPlaces, title);
    const { name } = procedure;
    const before = await api.fingerprint();
    const values = await strangeValues(place, listOf(name));
    const input = trpcInputs[name]?.(own);
    const callWith = (value: string) => callTrpc(procedure, withValueAt(input, place.path, value), own.token);
    const refused = operatorProcedures.includes(name) ? 403 : 404;
    expectRefusal(await callWith(values.foreign), await callWith(values.unknown), place, refused);
    expect(await api.fingerprint()).toEqual(before);
  }

  test('people are found among them, by whatever door they are named', () => {
    const people = [...restPlaces.values(), ...trpcPlaces.values()].filter(
      ({ place }) => place.kind === 'user',
    );
    expect(people.map(({ title }) => title).sort()).toEqual([
      'DELETE /v1/members/{user_id}, params user_id',

      'POST /v1/team/transfer, body user_id',
      'PUT /v1/members/{user_id}, params user_id',
      'members.changeRole, user_id',
      'members.remove, user_id',
      'teams.transfer, user_id',
    ]);
  });

  // Holes that are made on purpose: what does not find them would find no others.
  describe('a planted hole is found', () => {
    const byId = 'GET /v1/agents/{id}, params id';

    async function planted(
      answer: (path: string, options: Parameters<TestApi['fetch']>[1]) => Promise<Response>,
    ) {
      const good = api;
      api = { ...good, fetch: answer };
      try {
        await Promise.all([tryRestPlace(byId), tryTrpcPlace('agents.get, id')]);
        return 'nothing was found';
      } catch (error) {
        return String(error);
      } finally {
        api = good;
      }
    }

    test('a route that does not ask whose an object is', async () => {
      const good = api;
      const open: TestApi['fetch'] = async (path, options) => {
        const answer = await good.fetch(path, options);
        return answer.status === 404 ? good.fetch(path, { ...options, token: other.token }) : answer;
      };
      expect(await planted(open)).toContain('AssertionError');
    });

    test('one that refuses another’s id in other words, or by another status', async () => {
      const good = api;
      for (const [from, to, status] of [
        ['There is no such agent', 'This agent is not yours', 404],
        ['x', 'x', 403],
      ] as const) {
        const talkative: TestApi['fetch'] = async (path, options) => {
          const answer = await good.fetch(path, options);
          if (!path.includes(other.agt)) return answer;
          return new Response((await answer.text()).replace(from, to), { status });
        };
        expect(await planted(talkative)).toContain('AssertionError');
      }
    });

    test('one that changes something of the other tenant while it says that it did not', async () => {
      const good = api;
      const careless: TestApi['fetch'] = async (path, options) => {
        if (path.includes(other.agt)) {
          const body = { text: `# ${path}`, name: 'planted.md' };
          await good.fetch('/v1/documents', { token: other.token, method: 'POST', body });
        }
        return good.fetch(path, options);
      };
      expect(await planted(careless)).toContain('AssertionError');
    });

    test('nothing is found where there is none', async () => {
      const good = api;
      expect(await planted((path, options) => good.fetch(path, options))).toBe('nothing was found');
    });

    test('a route or procedure that is on no list, and an id of a kind that no tenant has', async () => {
      expect(unlisted(['getAgent', 'plantedRoute'], { ...restCalls }, publicRoutes)).toEqual([
        'plantedRoute',
      ]);
      expect(unlisted(['agents.get', 'agents.planted'], { ...trpcInputs }, publicProcedures)).toEqual([
        'agents.planted',
      ]);
      await expect(strangeValues({ path: ['id'], kind: 'evt' }, 'agents')).rejects.toThrow('has no evt');
    });
  });

  test.each([...teamRoutes.keys()])('%s, header x-team-id', async (title) => {
    const { route } = of(teamRoutes, title);
    const before = await api.fingerprint();
    // With ids of that very team: the header alone must close the door.
    const attempt = restCalls[route.operationId]?.(other) ?? {};
    const callAs = (team: string) => callRest(route, attempt, own.token, { 'x-team-id': team });
    const foreign = await callAs(other.team);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await callAs(newId('team')));
    expect(foreign).toEqual(await callAs('nonsense'));
    expect(await api.fingerprint()).toEqual(before);
  });

  test.each([...procedures.keys()])('%s, header x-team-id', async (name) => {
    const procedure = of(procedures, name);
    const before = await api.fingerprint();
    const callAs = (team: string) =>
      callTrpc(procedure, trpcInputs[name]?.(other), own.token, { 'x-team-id': team });
    const foreign = await callAs(other.team);
    expect(foreign.status).toBe(404);
    expect(foreign).toEqual(await callAs(newId('team')));
    expect(await api.fingerprint()).toEqual(before);
  });
});

test('Q2: the name of another tenant’s agent is as unknown as one that nobody chose', async () => {
  const theirs = { token: other.token, method: 'POST', body: { spec: plainSpec('only-theirs') } };
  expect((await api.fetch('/v1/agents', theirs)).status).toBe(201);
  const before = await api.fingerprint();
  const runByName = async (name: string) =>
    seen(
      await api.fetch(`/v1/agents/${name}/run`, { token: own.token, method: 'POST', body: { query: 'x' } }),
    );
  const foreign = await runByName('only-theirs');
  expect(foreign.status).toBe(404);
  expect(foreign).toEqual(await runByName('nobody-chose-this'));
  expect(await api.fingerprint()).toEqual(before);
});

describe('without a valid token', () => {
  test.each([...teamRoutes.keys()])('%s answers 401', async (title) => {
    const { route } = of(teamRoutes, title);
    const before = await api.fingerprint();
    const attempt = restCalls[route.operationId]?.(own) ?? {};
    for (const token of [null, 'nonsense', `${own.token.slice(0, -4)}AAAA`]) {
      const answer = await callRest(route, attempt, token);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.body).code).toBe('unauthenticated');
    }
    expect(await api.fingerprint()).toEqual(before);
  });

  test.each([...procedures.keys()])('%s answers 401', async (name) => {
    const procedure = of(procedures, name);
    const before = await api.fingerprint();
    for (const token of [null, 'nonsense']) {
      expect((await callTrpc(procedure, trpcInputs[name]?.(own), token)).status).toBe(401);
    }
    expect(await api.fingerprint()).toEqual(before);
  });
});

/** A call's answer, and the lines that it left in the audit log. */
async function withItsLines(call: () => Promise<Seen>): Promise<Seen & { lines: string[] }> {
  const before = await api.audited();
  const answer = await call();
  return {
    ...answer,
    lines: [...(await api.audited())].filter(([id]) => !before.has(id)).map(([, action]) => action),
  };
}

/** Whether these are the lines that a list names: that one among them, or none. */
function areExpected(lines: readonly string[], action: AuditAction | null): boolean {
  return action === null ? lines.length === 0 : lines.includes(action);
}

/** That a call succeeds and leaves its line, or that operators alone may make it. */
async function expectOwnCall(
  call: (mine: Tenant) => Promise<Seen>,
  { operators, action }: { operators: boolean; action: AuditAction | null },
): Promise<void> {
  const { status, body, lines } = await asTenant(
    (mine) => withItsLines(() => call(mine)),
    (answer) =>
      operators ? answer.status === 403 : answer.status < 300 && areExpected(answer.lines, action),
  );
  if (operators) return expect(status, body).toBe(403);
  expect(status, body).toBeLessThan(300);
  expect(areExpected(lines, action), `${action} among ${lines.join(', ')}`).toBe(true);
}

test('every route and procedure that may change something says what it leaves in the audit log', () => {
  const changing = restRoutes.filter((route) => route.access === 'team' && route.method !== 'GET');
  expect(Object.keys(auditedRoutes).sort()).toEqual(
    // Taking something along is an act too.
    [...changing.map((route) => route.operationId), 'exportAuditLog', 'downloadExport'].sort(),
  );
  const mutations = [...procedures.values()].filter(({ type }) => type === 'mutation');
  expect(Object.keys(auditedProcedures).sort()).toEqual(mutations.map(({ name }) => name).sort());
});

describe('the same calls with one’s own ids succeed, and leave their line in the audit log', () => {
  const asked = { GET: 0, POST: 1, PUT: 1, DELETE: 2 };
  // What removes things comes last, so that one tenant serves long.
  const routes = [...teamRoutes].sort(([, a], [, b]) => asked[a.route.method] - asked[b.route.method]);
  test.each(routes.map(([title]) => title))('%s', async (title) => {
    const { route } = of(teamRoutes, title);
    const { operationId } = route;
    await expectOwnCall((mine) => callRest(route, restCalls[operationId]?.(mine) ?? {}, mine.token), {
      operators: operatorRoutes.includes(operationId),
      action: auditedRoutes[operationId] ?? null,
    });
  });

  const callable = [...procedures.values()]
    .filter(({ name }) => !name.endsWith('.watch') && !localAuthProcedures.includes(name))
    .sort((a, b) => Number(a.type === 'mutation') - Number(b.type === 'mutation'));
  test.each(callable.map(({ name }) => name))('%s', async (name) => {
    const procedure = of(procedures, name);
    await expectOwnCall((mine) => callTrpc(procedure, trpcInputs[name]?.(mine), mine.token), {
      operators: operatorProcedures.includes(name),
      action: auditedProcedures[name] ?? null,
    });
  });
});
