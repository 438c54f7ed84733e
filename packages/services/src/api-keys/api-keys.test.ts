import { type ApiKeyCreated, newId, type Scope, scopes } from '@agent-factory/contracts';
import { queryAsAdmin, seedApiKey } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { getAgent } from '../agents/get.ts';
import { listAgents } from '../agents/list.ts';
import { listAgentVersions } from '../agents/list-versions.ts';
import { updateAgent } from '../agents/update.ts';
import { cancelRun } from '../runs/cancel.ts';
import { getRun } from '../runs/get.ts';
import { listRuns } from '../runs/list.ts';
import { listRunEvents } from '../runs/list-events.ts';
import { startRun } from '../runs/start.ts';
import { generateApiKeyPepper } from '../secrets/generate-platform-secrets.ts';
import { openPlatformSecrets } from '../secrets/platform-secrets.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand, testSecretsEnv } from '../testing/stand.ts';
import { authenticateApiKey } from './authenticate.ts';
import { createApiKey } from './create.ts';
import { makeKeyText } from './key-text.ts';
import { listApiKeys } from './list.ts';
import { requireAddress } from './require-address.ts';
import { revokeApiKey } from './revoke.ts';
import { rotateApiKey } from './rotate.ts';
import { updateApiKey } from './update.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const address = '203.0.113.7';
const authenticate = (key: string, from = address) =>
  authenticateApiKey({ services: stand.services, key, address: from });
const make = (ctx: ServiceContext, parts: Partial<Parameters<typeof createApiKey>[0]['input']> = {}) =>
  createApiKey({ ctx, input: { name: 'ci', scopes: ['agents:read'], ...parts } });
/** The context of who calls with a key. */
const as = async (key: ApiKeyCreated) => contextFor(stand.services, (await authenticate(key.secret)).actor);

describe('making and using a key', () => {
  test('the key that was shown once opens its team, and the list shows a hint of it', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx, { budget_usd: 1.5 });
    const { actor, expiresAt } = await authenticate(made.secret);
    expect(actor).toEqual({
      type: 'apiKey',
      keyId: made.id,
      teamId: ctx.actor.teamId,
      name: 'ci',
      scopes: ['agents:read'],
      agentIds: null,
    });
    expect(expiresAt).toBeNull();
    const { items } = await listApiKeys({ ctx });
    const { secret, ...view } = made;
    expect(items).toEqual([{ ...view, last_used_at: expect.any(String), last_used_from: '203.0.113.0/24' }]);
    expect(view).toMatchObject({ hint: `agf_…${secret.slice(-4)}`, budget_usd: 1.5, revoked_at: null });
    expect(view.created_by).toBe(ctx.actor.userId);
  });

  test('Q14: nothing in the database tells the key', async () => {
    const ctx = await stand.tenant();
    const { id, secret: old } = await make(ctx);
    await authenticate(old);
    const { secret } = await rotateApiKey({ ctx, input: { id } });
    await authenticate(secret);
    const tables = await queryAsAdmin<{ name: string }>(
      stand.adminUrl,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const rows = await queryAsAdmin(stand.adminUrl, `select from ${name} t where t::text like any ($1)`, [
        [old, secret].map((one) => `%${one.slice(4, -4)}%`),
      ]);
      expect(rows, name).toEqual([]);
    }
  });

  test('Q14: what is no key is told without the database, what never was one with it', async () => {
    const asked: unknown[] = [];
    const db = new Proxy(stand.services.db, {
      get: (target, name) => {
        asked.push(name);
        return Reflect.get(target, name);
      },
    });
    const mistyped = `${makeKeyText().slice(0, -1)}_`;
    const services = { ...stand.services, db };
    expect(await refusal(authenticateApiKey({ services, key: mistyped, address }))).toBe('unauthenticated');
    expect(asked).toEqual([]);
    expect(await refusal(authenticate(makeKeyText()))).toBe('unauthenticated');
  });

  test('Q14: a revoked key reaches no row at once, and is refused at the door', async () => {
    const ctx = await stand.tenant();
    await createAgent({ ctx, input: { spec: agentText('kept') } });
    const made = await make(ctx);
    const holder = await as(made);
    expect((await listAgents({ ctx: holder, input: {} })).items).toHaveLength(1);
    await revokeApiKey({ ctx, input: { id: made.id } });
    // The context is what a process remembers for a moment; the policies do not.
    expect((await listAgents({ ctx: holder, input: {} })).items).toEqual([]);
    expect(await refusal(authenticate(made.secret))).toBe('unauthenticated');
    expect(await refusal(revokeApiKey({ ctx, input: { id: made.id } }))).toBe('not_found');
    expect((await listApiKeys({ ctx })).items).toMatchObject([{ revoked_at: expect.any(String) }]);
  });

  test('a key that has expired is refused, and one cannot be made so', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx, { expires_at: '2099-01-01T00:00:00Z' });
    expect((await authenticate(made.secret)).expiresAt).toBe(Date.parse('2099-01-01T00:00:00Z'));
    await queryAsAdmin(stand.adminUrl, 'update public.api_keys set expires_at = now() where id = $1', [
      made.id,
    ]);
    expect(await refusal(authenticate(made.secret))).toBe('unauthenticated');
    expect(await refusal(make(ctx, { expires_at: '2020-01-01T00:00:00Z' }))).toBe('invalid_input');
    expect(await refusal(make(ctx, { expires_at: '9999-12-31T23:59:59-12:00' }))).toBe('invalid_input');
  });

  test('its last use is written at most once a minute', async () => {
    const ctx = await stand.tenant();
    const { id, secret } = await make(ctx);
    const used = async () =>
      (
        await queryAsAdmin<{ at: Date }>(
          stand.adminUrl,
          'select last_used_at as at from public.api_keys where id = $1',
          [id],
        )
      )[0]?.at;
    await authenticate(secret);
    const first = await used();
    await authenticate(secret);
    expect(await used()).toEqual(first);
    await queryAsAdmin(
      stand.adminUrl,
      `update public.api_keys set last_used_at = now() - interval '61 seconds' where id = $1`,
      [id],
    );
    await authenticate(secret);
    expect(await used()).not.toEqual(first);
  });

  test('a key outlives the membership of who made it', async () => {
    const owner = await stand.tenant();
    const admin = await stand.member(owner, 'admin');
    const made = await make(admin);
    await queryAsAdmin(stand.adminUrl, 'delete from auth.users where id = $1', [made.created_by]);
    expect((await authenticate(made.secret)).actor.teamId).toBe(owner.actor.teamId);
    expect((await listApiKeys({ ctx: owner })).items).toMatchObject([{ created_by: null }]);
  });
});

describe('where a key may be used from', () => {
  test('its networks and no others, refused by the address and without a use noted', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx, { ip_allow: ['203.0.113.0/24', '2001:db8::/32'] });
    const { ipAllow, actor } = await authenticate(made.secret, '198.51.100.9');
    const { code, message } = await refusalError(
      Promise.resolve().then(() => requireAddress({ name: actor.name, ipAllow }, '198.51.100.9')),
    );
    expect([code, message]).toEqual(['forbidden', expect.stringContaining('198.51.100.9')]);
    // The list is for who may see keys.
    expect(message).not.toContain('203.0.113');
    const used = async () => (await listApiKeys({ ctx })).items[0]?.last_used_from;
    expect(await used()).toBeNull();
    await authenticate(made.secret, '2001:db8:1:2:3::4');
    expect(await used()).toBe('2001:db8:1::/48');
    for (const from of ['203.0.113.255', '::ffff:203.0.113.1', '2001:db8::1']) {
      expect(() => requireAddress({ name: 'ci', ipAllow }, from)).not.toThrow();
    }
  });

  test('the list is kept in one way of writing it, and can be changed and taken away', async () => {
    const ctx = await stand.tenant();
    const { id, ip_allow } = await make(ctx, { ip_allow: ['10.1.2.3/8', '10.0.0.0/8', '192.0.2.1'] });
    expect(ip_allow).toEqual(['10.0.0.0/8', '192.0.2.1/32']);
    const changed = await updateApiKey({ ctx, input: { id, ip_allow: ['192.0.2.0/24'], name: 'renamed' } });
    expect(changed).toMatchObject({ ip_allow: ['192.0.2.0/24'], name: 'renamed', budget_usd: null });
    expect((await updateApiKey({ ctx, input: { id, ip_allow: null } })).ip_allow).toBeNull();
    expect(await refusal(make(ctx, { ip_allow: ['not an address'] }))).toBe('invalid_input');
  });

  test('a key for certain addresses makes and changes none for others', async () => {
    const ctx = await stand.tenant();
    const bound = await as(await make(ctx, { scopes: ['keys:write'], ip_allow: ['10.0.0.0/8'] }));
    expect((await make(bound, { scopes: ['keys:read'], ip_allow: ['10.2.0.0/16'] })).ip_allow).toEqual([
      '10.2.0.0/16',
    ]);
    const inside = await make(bound, { scopes: ['keys:read'], ip_allow: ['10.0.0.1'] });
    const narrow: Partial<Parameters<typeof make>[1]> = { scopes: ['keys:read'] };
    expect(await refusal(make(bound, narrow))).toBe('forbidden');
    expect(await refusal(make(bound, { ...narrow, ip_allow: ['10.0.0.0/7'] }))).toBe('forbidden');
    const widen = { id: inside.id, ip_allow: null };
    expect(await refusal(updateApiKey({ ctx: bound, input: widen }))).toBe('forbidden');
    const outside = await make(ctx, { scopes: ['keys:read'] });
    expect(await refusal(updateApiKey({ ctx: bound, input: { id: outside.id, name: 'mine' } }))).toBe(
      'forbidden',
    );
    expect(await refusal(rotateApiKey({ ctx: bound, input: { id: outside.id } }))).toBe('forbidden');
  });
});

describe('rotating a key', () => {
  test('the new secret works at once, the old one for the overlap, and everything else stays', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx, { budget_usd: 2, ip_allow: ['203.0.113.0/24'] });
    const rotated = await rotateApiKey({ ctx, input: { id: made.id, overlap_seconds: 3_600 } });
    const { secret: old, ...before } = made;
    const { secret, ...after } = rotated;
    expect(after).toEqual({
      ...before,
      hint: `agf_…${secret.slice(-4)}`,
      rotated_at: expect.any(String),
      previous: { hint: before.hint, valid_until: expect.any(String) },
    });
    const until = Date.parse(after.previous?.valid_until ?? '');
    expect(until - Date.parse(after.rotated_at ?? '')).toBe(3_600_000);
    expect((await authenticate(secret)).expiresAt).toBeNull();
    const { actor, expiresAt } = await authenticate(old);
    expect([actor.keyId, expiresAt]).toEqual([made.id, until]);
    await queryAsAdmin(
      stand.adminUrl,
      `update public.api_keys set rotated_at = now() - interval '2 hours', previous_until = now() where id = $1`,
      [made.id],
    );
    expect(await refusal(authenticate(old))).toBe('unauthenticated');
    expect((await listApiKeys({ ctx })).items).toMatchObject([{ id: made.id, previous: null }]);
  });

  test('without an overlap, and by a second rotation, the secret before ends at once', async () => {
    const ctx = await stand.tenant();
    const first = await make(ctx);
    const second = await rotateApiKey({ ctx, input: { id: first.id } });
    const third = await rotateApiKey({ ctx, input: { id: first.id, overlap_seconds: 60 } });
    expect(await refusal(authenticate(first.secret))).toBe('unauthenticated');
    await authenticate(second.secret);
    const fourth = await rotateApiKey({ ctx, input: { id: first.id, overlap_seconds: 0 } });
    expect(fourth.previous).toBeNull();
    for (const { secret } of [second, third]) {
      expect(await refusal(authenticate(secret))).toBe('unauthenticated');
    }
    await authenticate(fourth.secret);
  });

  test('an overlap can be ended sooner, and never lasts longer than 7 days or the key', async () => {
    const ctx = await stand.tenant();
    const soon = new Date(Date.now() + 60_000).toISOString();
    const made = await make(ctx, { expires_at: soon });
    const { previous } = await rotateApiKey({ ctx, input: { id: made.id, overlap_seconds: 604_800 } });
    expect(previous).not.toBeNull();
    expect((await authenticate(made.secret)).expiresAt).toBe(Date.parse(soon));
    const ended = await updateApiKey({ ctx, input: { id: made.id, end_overlap: true } });
    expect(ended.previous).toBeNull();
    expect(await refusal(authenticate(made.secret))).toBe('unauthenticated');
    expect(await refusal(rotateApiKey({ ctx, input: { id: made.id, overlap_seconds: 604_801 } }))).toBe(
      'invalid_input',
    );
  });

  test('an overlap that never was is ended without a word', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx);
    const ended = await updateApiKey({ ctx, input: { id: made.id, end_overlap: true } });
    expect(ended.previous).toBeNull();
  });

  test('Q2: not one of another team, nor one that is revoked; by admins alone', async () => {
    const [ctx, other] = await Promise.all([stand.tenant(), stand.tenant()]);
    const theirs = await make(other);
    const change = (id: typeof theirs.id, by = ctx) =>
      Promise.all([
        refusal(rotateApiKey({ ctx: by, input: { id } })),
        refusal(updateApiKey({ ctx: by, input: { id, name: 'mine' } })),
      ]);
    expect(await change(theirs.id)).toEqual(['not_found', 'not_found']);
    await authenticate(theirs.secret);
    const revoked = await make(ctx);
    await revokeApiKey({ ctx, input: { id: revoked.id } });
    expect(await change(revoked.id)).toEqual(['not_found', 'not_found']);
    const editor = await stand.member(ctx, 'editor');
    const own = await make(ctx);
    expect(await refusal(rotateApiKey({ ctx: editor, input: { id: own.id } }))).toBe('forbidden');
    expect(await refusal(updateApiKey({ ctx: editor, input: { id: own.id, name: 'x' } }))).toBe('forbidden');
    // What the verb forbids, the database does as well.
    const liar = contextFor(stand.services, { ...editor.actor, role: 'admin' } as typeof ctx.actor);
    await expect(rotateApiKey({ ctx: liar, input: { id: own.id } })).rejects.toBeDefined();
    await authenticate(own.secret);
  });

  test('a key rotates itself, and none that may do more', async () => {
    const ctx = await stand.tenant();
    const made = await make(ctx, { scopes: ['keys:write', 'agents:read'], budget_usd: 1 });
    const key = await as(made);
    const rotated = await rotateApiKey({ ctx: key, input: { id: made.id, overlap_seconds: 60 } });
    await authenticate(rotated.secret);
    const wider = await make(ctx, { scopes: ['agents:write'] });
    expect(await refusal(rotateApiKey({ ctx: key, input: { id: wider.id } }))).toBe('forbidden');
    const narrow = await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['keys:write']);
    const liar = contextFor(stand.services, { ...narrow, scopes });
    await expect(rotateApiKey({ ctx: liar, input: { id: wider.id } })).rejects.toMatchObject({
      code: '42501',
    });
    await authenticate(wider.secret);
  });
});

describe('changing the pepper', () => {
  const withPeppers = (pepper: string, old?: string): Services => ({
    ...stand.services,
    secrets: openPlatformSecrets({
      ...testSecretsEnv(),
      API_KEY_PEPPER: pepper,
      ...(old === undefined ? {} : { API_KEY_OLD_PEPPERS: old }),
    }),
  });

  test('keys made under the old one work on, and need it no more once they were used', async () => {
    const [first, second] = [generateApiKeyPepper(), generateApiKeyPepper()];
    const before = withPeppers(first);
    const ctx = await stand.tenant();
    const there = { ...ctx, secrets: before.secrets };
    const made = await make(there);
    const rotated = await rotateApiKey({ ctx: there, input: { id: made.id, overlap_seconds: 3_600 } });
    const unused = await make(there);

    const between = withPeppers(second, first);
    for (const { secret } of [rotated, made]) {
      expect((await authenticateApiKey({ services: between, key: secret, address })).actor.keyId).toBe(
        made.id,
      );
    }
    const after = withPeppers(second);
    for (const { secret } of [rotated, made]) {
      expect((await authenticateApiKey({ services: after, key: secret, address })).actor.keyId).toBe(made.id);
    }
    expect(await refusal(authenticateApiKey({ services: after, key: unused.secret, address }))).toBe(
      'unauthenticated',
    );
    expect(await refusal(authenticateApiKey({ services: before, key: rotated.secret, address }))).toBe(
      'unauthenticated',
    );
  });

  test('an old pepper that is none is told at the start', () => {
    expect(() => withPeppers(generateApiKeyPepper(), 'short')).toThrow('API_KEY_OLD_PEPPERS');
  });
});

test('what a key has spent this month is shown beside its budget, to those who may read usage', async () => {
  const ctx = await stand.tenant();
  const made = await make(ctx, { budget_usd: 5, scopes: ['runs:write'] });
  await queryAsAdmin(
    stand.adminUrl,
    `insert into public.budgets (team_id, kind, subject_id, period, spent_nano_usd)
     values ($1, 'api_key', $2, to_char(now() at time zone 'UTC', 'YYYY-MM'), 1250000000),
       ($1, 'api_key', $2, '2001-01', 7000000000)`,
    [ctx.actor.teamId, made.id],
  );
  const spentAs = async (reader: ServiceContext) =>
    (await listApiKeys({ ctx: reader })).items.find(({ id }) => id === made.id)?.spent_usd;
  expect(await spentAs(ctx)).toBe(1.25);
  const readers = [['keys:read'], ['keys:read', 'usage:read']] as const;
  const [blind, seeing] = await Promise.all(
    readers.map(async (granted) => as(await make(ctx, { scopes: [...granted] }))),
  );
  if (blind === undefined || seeing === undefined) throw new Error('two were made');
  expect([await spentAs(blind), await spentAs(seeing)]).toEqual([null, 1.25]);
});

test('each change of a key is in the audit log, without the key', async () => {
  const ctx = await stand.tenant();
  const made = await make(ctx, { ip_allow: ['10.0.0.0/8'] });
  const rotated = await rotateApiKey({ ctx, input: { id: made.id } });
  await updateApiKey({ ctx, input: { id: made.id, name: 'renamed' } });
  await revokeApiKey({ ctx, input: { id: made.id } });
  const rows = await queryAsAdmin<{ line: string; action: string }>(
    stand.adminUrl,
    `select t::text as line, t.action from public.audit_entries t where team_id = $1 and target_id = $2 order by seq`,
    [ctx.actor.teamId, made.id],
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'key.created',
    'key.rotated',
    'key.updated',
    'key.revoked',
  ]);
  for (const { line } of rows) {
    for (const { secret } of [made, rotated]) expect(line).not.toContain(secret.slice(4, -4));
  }
});

describe('who may make which', () => {
  test.each(['editor', 'viewer'] as const)(
    'a member who is %s makes, sees and revokes none',
    async (role) => {
      const owner = await stand.tenant();
      const { id } = await make(owner);
      const ctx = await stand.member(owner, role);
      expect(await refusal(make(ctx))).toBe('forbidden');
      expect(await refusal(listApiKeys({ ctx }))).toBe('forbidden');
      expect(await refusal(revokeApiKey({ ctx, input: { id } }))).toBe('forbidden');
    },
  );

  test('the right to write brings the right to read along', async () => {
    const ctx = await stand.tenant();
    expect((await make(ctx, { scopes: ['runs:write', 'team:write'] })).scopes).toEqual([
      'runs:read',
      'runs:write',
      'team:write',
    ]);
  });

  test('a key makes none that is wider than itself: scopes, agents, time, money', async () => {
    const ctx = await stand.tenant();
    const agent = await createAgent({ ctx, input: { spec: agentText('one') } });
    const other = await createAgent({ ctx, input: { spec: agentText('two') } });
    const granted: Scope[] = ['keys:write', 'agents:read'];
    const plain = await as(await make(ctx, { scopes: granted }));
    expect((await make(plain)).created_by).toBeNull();
    expect(await refusal(make(plain, { scopes: ['agents:write'] }))).toBe('forbidden');

    const bound = await as(await make(ctx, { scopes: granted, agent_ids: [agent.id] }));
    expect((await make(bound, { agent_ids: [agent.id] })).agent_ids).toEqual([agent.id]);
    expect(await refusal(make(bound))).toBe('forbidden');
    expect(await refusal(make(bound, { agent_ids: [agent.id, other.id] }))).toBe('forbidden');

    const until = '2099-01-01T00:00:00.000Z';
    const passing = await as(await make(ctx, { scopes: granted, expires_at: until }));
    expect((await make(passing, { expires_at: until })).expires_at).toBe(until);
    expect(await refusal(make(passing))).toBe('forbidden');
    expect(await refusal(make(passing, { expires_at: '2099-01-01T00:00:01Z' }))).toBe('forbidden');

    const paying = await as(await make(ctx, { scopes: granted, budget_usd: 1 }));
    expect(await refusal(make(paying, { budget_usd: 0.5 }))).toBe('forbidden');
  });

  test('Q2: a key is not made for an agent of another team', async () => {
    const [ctx, other] = await Promise.all([stand.tenant(), stand.tenant()]);
    const theirs = await createAgent({ ctx: other, input: { spec: agentText('theirs') } });
    const asked = async (id: typeof theirs.id) => {
      const { code, message } = await refusalError(make(ctx, { agent_ids: [id] }));
      return { code, message };
    };
    expect(await asked(theirs.id)).toEqual(await asked(newId('agent')));
    expect(await asked(theirs.id)).toMatchObject({ code: 'not_found' });
  });

  test('a team has at most 100 that live', async () => {
    const ctx = await stand.tenant();
    for (let i = 0; i < 100; i++) await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['agents:read']);
    expect(await refusal(make(ctx))).toBe('conflict');
    const [newest] = (await listApiKeys({ ctx })).items;
    if (newest === undefined) throw new Error('100 keys were seeded');
    await revokeApiKey({ ctx, input: { id: newest.id } });
    expect((await make(ctx)).name).toBe('ci');
  });
});

describe('a key for certain agents', () => {
  test('does with them what its scopes say, and finds no other', async () => {
    const ctx = await stand.tenant();
    const agent = await createAgent({ ctx, input: { spec: agentText('mine') } });
    const other = await createAgent({ ctx, input: { spec: agentText('not-mine') } });
    const foreign = await startRun({ ctx, input: { agent_id: other.id, query: '1 + 1' } });
    const granted: Scope[] = ['agents:write', 'runs:write'];
    const key = await as(await make(ctx, { scopes: granted, agent_ids: [agent.id] }));

    expect((await listAgents({ ctx: key, input: {} })).items.map(({ id }) => id)).toEqual([agent.id]);
    const run = await startRun({ ctx: key, input: { agent_id: agent.id, query: '1 + 1' } });
    expect((await listRuns({ ctx: key, input: {} })).items.map(({ run_id }) => run_id)).toEqual([run.run_id]);
    expect((await listRunEvents({ ctx: key, input: { run_id: run.run_id } })).items).toEqual([]);
    expect((await cancelRun({ ctx: key, input: { run_id: run.run_id } })).status).toBe('cancelled');
    expect((await listRunEvents({ ctx: key, input: { run_id: run.run_id } })).items).toHaveLength(1);
    const spec = agentText('mine', 'limits: { maxSteps: 3 }');
    expect((await updateAgent({ ctx: key, input: { id: agent.id, spec } })).version).toBe(2);

    const codes = await Promise.all(
      [
        getAgent({ ctx: key, input: { id: other.id } }),
        listAgentVersions({ ctx: key, input: { id: other.id } }),
        updateAgent({ ctx: key, input: { id: other.id, spec } }),
        deleteAgent({ ctx: key, input: { id: other.id } }),
        startRun({ ctx: key, input: { agent_id: other.id, query: 'x' } }),
        getRun({ ctx: key, input: { run_id: foreign.run_id } }),
        cancelRun({ ctx: key, input: { run_id: foreign.run_id } }),
        listRuns({ ctx: key, input: { agent_id: other.id } }),
      ].map(refusal),
    );
    expect(codes).toEqual(Array(8).fill('not_found'));
    expect(await refusal(createAgent({ ctx: key, input: { spec: agentText('new') } }))).toBe('forbidden');
  });

  test('the policies say so too, for a caller who claims to be for all', async () => {
    const ctx = await stand.tenant();
    const agent = await createAgent({ ctx, input: { spec: agentText('mine') } });
    const other = await createAgent({ ctx, input: { spec: agentText('not-mine') } });
    const bound = await seedApiKey(stand.adminUrl, ctx.actor.teamId, scopes, [agent.id]);
    const liar = contextFor(stand.services, { ...bound, agentIds: null });
    expect(await refusal(getAgent({ ctx: liar, input: { id: other.id } }))).toBe('not_found');
    expect(await refusal(startRun({ ctx: liar, input: { agent_id: other.id, query: 'x' } }))).toBe(
      'not_found',
    );
    await expect(createAgent({ ctx: liar, input: { spec: agentText('new') } })).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('and for one who claims more scopes than the key has', async () => {
    const ctx = await stand.tenant();
    const agent = await createAgent({ ctx, input: { spec: agentText('mine') } });
    const reading = await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['agents:read']);
    const liar = contextFor(stand.services, { ...reading, scopes });
    const making = await seedApiKey(stand.adminUrl, ctx.actor.teamId, ['keys:write']);
    const refusals = await Promise.allSettled([
      createAgent({ ctx: liar, input: { spec: agentText('new') } }),
      startRun({ ctx: liar, input: { agent_id: agent.id, query: 'x' } }),
      make(liar),
      make(contextFor(stand.services, { ...making, scopes })),
    ]);
    expect(refusals.map((one) => one.status === 'rejected' && one.reason.code)).toEqual(
      Array(4).fill('42501'),
    );
  });
});
