import { newId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withAuthService, withTenant, withUser } from './doors.ts';
import { json } from './json.ts';
import { enqueueJob } from './queries/jobs/enqueue-job.ts';
import type { Transaction } from './tenant-transaction.ts';
import { createTestDatabase, type TestDatabase } from './testing/create-test-database.ts';
import { queryAsAdmin } from './testing/query-as-admin.ts';
import { seedMember, seedTenant } from './testing/seed-tenant.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('a new user finds a profile and a team of their own', async () => {
  const ada = await seedTenant(database.adminUrl, { name: 'Ada', email: 'ada@example.test' });
  const seen = await withUser(database.db, ada.userId, async (tx) => ({
    profiles: await tx.selectFrom('profiles').select(['name', 'email']).execute(),
    teams: await tx.selectFrom('teams').select(['id', 'name']).execute(),
    memberships: await tx.selectFrom('team_members').select(['user_id', 'role']).execute(),
  }));
  expect(seen).toEqual({
    profiles: [{ name: 'Ada', email: 'ada@example.test' }],
    teams: [{ id: ada.teamId, name: "Ada's workspace" }],
    memberships: [{ user_id: ada.userId, role: 'owner' }],
  });
});

test('an agent, its version, a thread, a run and its job are made in one transaction', async () => {
  const ada = await seedTenant(database.adminUrl);
  const ids = {
    agent: newId('agent'),
    version: newId('agentVersion'),
    thread: newId('thread'),
    run: newId('run'),
  };
  await withTenant(database.db, ada, async (tx) => {
    const team_id = ada.teamId;
    const spec_hash = 'a'.repeat(64);
    const created_by = ada.userId;
    await tx
      .insertInto('agents')
      .values({
        id: ids.agent,
        team_id,
        name: 'helper',
        kind: 'Agent',
        title: 'Helper',
        description: '',
        latest_version: 1,
        created_by,
      })
      .execute();
    await tx
      .insertInto('agent_versions')
      .values({
        id: ids.version,
        team_id,
        agent_id: ids.agent,
        version: 1,
        spec: '---',
        spec_hash,
        created_by,
      })
      .execute();
    await tx
      .insertInto('threads')
      .values({ id: ids.thread, team_id, agent_id: ids.agent, created_by })
      .execute();
    await tx
      .insertInto('runs')
      .values({
        id: ids.run,
        team_id,
        agent_id: ids.agent,
        agent_version_id: ids.version,
        version: 1,
        spec_hash,
        thread_id: ids.thread,
        input: json({ query: 'nul \0 and \ud800' }),
        created_by,
      })
      .execute();
    await enqueueJob(tx, 'execute_run', { run_id: ids.run, team_id });
  });
  const run = await withTenant(
    database.db,
    { type: 'system', teamId: ada.teamId, reason: 'test' },
    async (tx) => {
      await tx
        .updateTable('runs')
        .set({ status: 'running', cost_nano_usd: 9_007_199_254_740_991, output: json('text') })
        .where('team_id', '=', ada.teamId)
        .where('id', '=', ids.run)
        .execute();
      return tx.selectFrom('runs').selectAll().where('team_id', '=', ada.teamId).executeTakeFirstOrThrow();
    },
  );
  expect(run).toMatchObject({
    id: ids.run,
    status: 'running',
    input: { query: 'nul \uFFFD and \uFFFD' },
    output: 'text',
    cost_nano_usd: 9_007_199_254_740_991,
    created_at: expect.any(Date),
  });
});

test('a job cannot be queued for another team, nor by a viewer', async () => {
  const [ada, eve] = await Promise.all([seedTenant(database.adminUrl), seedTenant(database.adminUrl)]);
  const viewer = await seedMember(database.adminUrl, ada.teamId, 'viewer');
  const payload = { run_id: newId('run'), team_id: ada.teamId };
  await expect(withTenant(database.db, eve, (tx) => enqueueJob(tx, 'execute_run', payload))).rejects.toThrow(
    'team of its transaction',
  );
  await expect(
    withTenant(database.db, viewer, (tx) => enqueueJob(tx, 'execute_run', payload)),
  ).rejects.toThrow('role editor');
});

test('what throws is rolled back, and the connection comes back clean', async () => {
  const ada = await seedTenant(database.adminUrl);
  await expect(
    withTenant(database.db, ada, async (tx) => {
      await tx.updateTable('teams').set({ name: 'changed' }).where('id', '=', ada.teamId).execute();
      throw new Error('on purpose');
    }),
  ).rejects.toThrow('on purpose');
  const name = await withTenant(database.db, ada, (tx) =>
    tx.selectFrom('teams').select('name').where('id', '=', ada.teamId).executeTakeFirstOrThrow(),
  );
  expect(name.name).not.toBe('changed');
});

test('a failed statement whose error is swallowed does not pass for a commit', async () => {
  const ada = await seedTenant(database.adminUrl);
  await expect(
    withTenant(database.db, ada, (tx) => sql`select 1 / 0`.execute(tx).catch(() => 'swallowed')),
  ).rejects.toThrow('nothing was saved');
});

test('a transaction that was kept refuses to be used afterwards', async () => {
  const ada = await seedTenant(database.adminUrl);
  const kept = await withTenant(database.db, ada, async (tx): Promise<Transaction[]> => [tx]);
  await expect(kept[0]?.selectFrom('teams').selectAll().execute()).rejects.toThrow(
    'this transaction is over',
  );
});

test('the auth service sees users and nothing of a tenant', async () => {
  await seedTenant(database.adminUrl, { email: 'auth@example.test' });
  const users = await withAuthService(database.db, (tx) =>
    tx.selectFrom('auth.users').select('email').where('email', '=', 'auth@example.test').execute(),
  );
  expect(users).toHaveLength(1);
  await expect(
    withAuthService(database.db, (tx) => tx.selectFrom('teams').selectAll().execute()),
  ).rejects.toThrow('permission denied');
});

test('a connection that breaks in the middle is replaced', async () => {
  const one = await createTestDatabase({ maxConnections: 1 });
  try {
    const ada = await seedTenant(one.adminUrl);
    const teams = (tx: Transaction) =>
      tx.selectFrom('teams').select('id').where('id', '=', ada.teamId).execute();
    const broken = withTenant(one.db, ada, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await queryAsAdmin(one.adminUrl, 'select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
      return teams(tx);
    });
    await expect(broken).rejects.toThrow();
    expect(await withTenant(one.db, ada, teams)).toEqual([{ id: ada.teamId }]);
  } finally {
    await one.drop();
  }
});

test('statements that are sent together are answered each with its own rows', async () => {
  const ada = await seedTenant(database.adminUrl);
  const numbers = await withTenant(database.db, ada, (tx) =>
    Promise.all(
      Array.from(
        { length: 20 },
        async (_, i) => (await sql<{ n: number }>`select ${i}::integer as n`.execute(tx)).rows[0]?.n,
      ),
    ),
  );
  expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => i));
});

test('after a migration that changes a result, the same statement is planned anew', async () => {
  const ada = await seedTenant(database.adminUrl);
  await queryAsAdmin(
    database.adminUrl,
    'create table public.changing (a int); insert into public.changing values (1); grant select on public.changing to agent_factory_member',
  );
  const read = () =>
    withTenant(
      database.db,
      ada,
      async (tx) => (await sql`select * from public.changing`.execute(tx)).rows[0],
    );
  const everywhere = () => Promise.allSettled(Array.from({ length: 5 }, read));
  await everywhere();
  await queryAsAdmin(database.adminUrl, 'alter table public.changing add column b int');
  await everywhere(); // each connection may notice once
  expect((await everywhere()).map((one) => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual(
    Array(5).fill({ a: 1, b: null }),
  );
});

test('of two that wait for each other neither is refused: the one that Postgres ends is done anew', async () => {
  const [ada, bob] = [await seedTenant(database.adminUrl), await seedTenant(database.adminUrl)];
  let begun = 0;
  const { promise: bothHold, resolve } = Promise.withResolvers<void>();
  /** Holds the one, then asks for the other. */
  const both = (actor: typeof ada, mine: number, other: number) =>
    withTenant(database.db, actor, async (tx) => {
      await sql`select pg_advisory_xact_lock(${mine}::bigint)`.execute(tx);
      begun += 1;
      if (begun === 2) resolve();
      await bothHold;
      await sql`select pg_advisory_xact_lock(${other}::bigint)`.execute(tx);
      await tx.updateTable('profiles').set({ name: 'Done' }).where('id', '=', actor.userId).execute();
    });
  await Promise.all([both(ada, 41, 42), both(bob, 42, 41)]);
  expect(begun).toBe(3);
  const names = await queryAsAdmin(database.adminUrl, 'select name from public.profiles where id = any($1)', [
    [ada.userId, bob.userId],
  ]);
  expect(names).toEqual([{ name: 'Done' }, { name: 'Done' }]);
});
