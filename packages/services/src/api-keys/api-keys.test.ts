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
import { contextFor, type ServiceContext } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { authenticateApiKey } from './authenticate.ts';
import { createApiKey } from './create.ts';
import { makeKeyText } from './key-text.ts';
import { listApiKeys } from './list.ts';
import { revokeApiKey } from './revoke.ts';

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
    const { secret } = await make(ctx);
    await authenticate(secret);
    const tables = await queryAsAdmin<{ name: string }>(
      stand.adminUrl,
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const rows = await queryAsAdmin(
        stand.adminUrl,
        `select from ${name} t where t::text like '%' || $1 || '%'`,
        [secret.slice(4, -4)],
      );
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
