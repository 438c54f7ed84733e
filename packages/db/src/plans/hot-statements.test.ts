import { type AgentId, newId, type RunId, type TeamId, type ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withTenant } from '../doors.ts';
import * as room from '../index.ts';
import type { Transaction } from '../tenant-transaction.ts';
import { createTestDatabase, type TestDatabase } from '../testing/create-test-database.ts';
import { fillTeams } from '../testing/fill-teams.ts';
import { seedApiKey } from '../testing/seed-api-key.ts';
import { findFaults, readTenantTables, type TenantTables } from './find-faults.ts';
import { type PlanWatch, type WatchedPlan, watchPlans } from './watch-plans.ts';

// What the dashboard and the path of a run ask most often (pg_stat_statements under `bench/src/api-reads.ts` and
// `bench/src/runs.ts`), in a database in which other teams have most rows.
let database: TestDatabase;
let admin: pg.Client;
let tables: TenantTables;
let watches: Record<'custom' | 'generic', PlanWatch>;
const team = 17;
let teamId: TeamId;
let callers: Record<'member' | 'key' | 'worker', Parameters<typeof withTenant>[1]>;

beforeAll(async () => {
  database = await createTestDatabase();
  await fillTeams(database.adminUrl, [{ teams: 400, runs: 60, agents: 12 }]);
  admin = new pg.Client({ connectionString: database.adminUrl });
  await admin.connect();
  await admin.query(fillRest);
  tables = await readTenantTables(admin);
  const { rows } = await admin.query<{ id: TeamId; owner: string }>(
    'select id, owner from filled_teams where n = $1',
    [team],
  );
  const [own] = rows;
  if (own === undefined) throw new Error('the team was filled');
  teamId = own.id;
  callers = {
    member: { type: 'user', userId: own.owner, teamId, role: 'owner', email: null },
    key: await seedApiKey(database.adminUrl, teamId, [
      'agents:read',
      'runs:read',
      'usage:read',
      'audit:read',
    ]),
    worker: { type: 'system', teamId, reason: 'test' },
  };
  watches = {
    custom: watchPlans(database.adminUrl, 'custom'),
    generic: watchPlans(database.adminUrl, 'generic'),
  };
});
afterAll(async () => {
  await watches.custom.close();
  await watches.generic.close();
  await admin.end();
  await database.drop();
});

/** A table with few rows is read whole, and rightly so: what other tests leave empty has rows of other teams here. */
const fillRest = `
  insert into api_keys (id, team_id, name, hint, secret_hash, scopes, acts_as)
    select app.new_id('key'), t.id, 'Key', 'abcd', sha256(t.id::bytea || i::text::bytea), '{runs:read}', 'viewer'
    from filled_teams t, generate_series(1, 3) i;
  insert into team_policies (team_id, allow_models) select id, '{openai/*,anthropic/*}' from filled_teams;
  insert into orchestration.checkpoints (team_id, thread_id, namespace, checkpoint_id, depth, body)
    select team_id, id, '', '1f0-' || i, 0, repeat('x', 200) from threads, generate_series(1, 2) i;
  insert into orchestration.checkpoint_writes
      (team_id, thread_id, namespace, checkpoint_id, task_id, place, channel, body)
    select team_id, id, '', '1f0-2', 'task', 0, 'messages', repeat('x', 200) from threads;
  analyze;`;

const counted = (number: number) => number.toString(16).padStart(26, '0');
const runId: RunId = `run_${counted(team * 1_000_000 + 60)}`;
/** One that is on its way, so that workers may write to it. */
const atWork: RunId = `run_${counted(team * 1_000_000)}`;
const agentId: AgentId = `agt_${counted(team * 1_000 + 5)}`;
const threadId: ThreadId = `thr_${counted(team * 100_000 + 3)}`;
const month = { from: new Date(Date.now() - 20 * 86_400_000), until: new Date(Date.now() + 86_400_000) };
const page = { after: null, limit: 21 } as const;
const everything = { agentId: null, status: null, ...page } as const;

/** A page and what tells that another follows. A month is added up whole, and a log of 100 lines is read whole. */
const mostReadBy = (name: string) =>
  ['usage by day', 'first tokens', 'audit log'].includes(name) ? 100 : 25;

type Ask = (tx: Transaction) => Promise<unknown>;

const reads: Record<string, Ask> = {
  'runs, first page': (tx) => room.listRuns(tx, { teamId, ...everything }),
  'runs, deep page': (tx) => room.listRuns(tx, { teamId, ...everything, after: runId }),
  'runs of an agent': (tx) => room.listRuns(tx, { teamId, ...everything, agentId }),
  'runs that failed': (tx) => room.listRuns(tx, { teamId, ...everything, status: 'failed' }),
  'one run': (tx) => room.selectRun(tx, { teamId, runId }),
  'events of a run': (tx) => room.selectRunEvents(tx, { teamId, runId: atWork, after: 0, limit: 500 }),
  agents: (tx) => room.listAgents(tx, { teamId, ...page }),
  'one agent': (tx) => room.selectAgent(tx, { teamId, id: agentId }),
  threads: (tx) => room.listThreads(tx, { teamId, agentId: null, ...page }),
  'usage by day': (tx) => room.listUsageGroups(tx, { teamId, ...month }),
  'first tokens': (tx) => room.listFirstTokenWaits(tx, { teamId, ...month }),
  approvals: (tx) =>
    room.listApprovals(tx, { teamId, state: 'pending', agentId: null, runId: null, ...page }),
  'audit log': (tx) =>
    room.listAuditEntries(tx, {
      teamId,
      actorId: null,
      actions: null,
      targetId: null,
      targetName: null,
      from: null,
      to: null,
      ...page,
    }),
};
const work: Record<string, Ask> = {
  'a team’s policy': (tx) => room.selectTeamPolicy(tx, { teamId }),
  'look for a request to stop': (tx) => room.isCancelRequested(tx, { teamId, runId: atWork }),
  'take up a run': (tx) => room.claimRun(tx, { teamId, runId: atWork, workerId: 'w', deadAfterMs: 60_000 }),
  'sign of life': (tx) => room.touchRun(tx, { teamId, runId: atWork, fence: 1 }),
  'append events': (tx) =>
    room.appendRunEvents(tx, {
      teamId,
      runId: atWork,
      fence: 1,
      afterSeq: 100,
      events: [{ at: new Date(), data: { type: 'token', step: 1, text: '4' } }],
    }),
  'end a run': (tx) =>
    room.finishRun(tx, {
      teamId,
      runId: atWork,
      fence: 1,
      afterSeq: 200,
      events: [],
      ending: { status: 'succeeded', output: '4', error: null },
      usage: { tokensInput: 1, tokensOutput: 1, costNanoUsd: 1, model: 'openai/gpt-5-mini' },
      receipt: { keyId: 'k', body: {} },
      tells: [],
    }),
  'load a checkpoint': (tx) =>
    room.loadCheckpoint(tx, { teamId, threadId, namespace: '', checkpointId: null }),
  'forget old checkpoints': (tx) => room.pruneCheckpoints(tx, { teamId, threadId }),
};
const starts: Record<string, Ask> = {
  'start a run': (tx) =>
    room.insertRun(tx, {
      id: newId('run'),
      teamId,
      agentId,
      agentVersionId: `ver_${counted(team * 1_000 + 5)}`,
      version: 1,
      ifNewest: true,
      specHash: 'a'.repeat(64),
      triedModel: null,
      threadId: newId('thread'),
      newThread: true,
      input: {},
      members: [],
      idempotencyKey: null,
      requestHash: null,
      createdBy: callers.member.type === 'user' ? callers.member.userId : null,
      scheduleId: null,
      triggerId: null,
      startedAs: null,
    }),
};

const cases = (['custom', 'generic'] as const).flatMap((mode) => [
  ...Object.entries(reads).flatMap(([name, ask]) =>
    (['member', 'key'] as const).map((caller) => ({ mode, caller, name, ask })),
  ),
  ...Object.entries(work).map(([name, ask]) => ({ mode, caller: 'worker' as const, name, ask })),
  ...Object.entries(starts).map(([name, ask]) => ({ mode, caller: 'member' as const, name, ask })),
]);

/** What was planned for one statement of the room, in a transaction of which nothing stays. */
async function plansOf(watch: PlanWatch, caller: keyof typeof callers, ask: Ask): Promise<WatchedPlan[]> {
  const never = new Error('rolled back on purpose');
  return watch.plansOf(() =>
    withTenant(watch.db, callers[caller], async (tx) => {
      await ask(tx);
      throw never;
    }).catch((error: unknown) => {
      if (error !== never) throw error;
    }),
  );
}

test.each(cases)('$name, of a $caller, $mode plan', async ({ mode, caller, name, ask }) => {
  await admin.query(
    `update runs set status = case $2 when 'take up a run' then 'queued' else 'running' end, fence = 1, finished_at = null,
       heartbeat_at = now() where id = $1`,
    [atWork, name],
  );
  const plans = await plansOf(watches[mode], caller, ask);
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.flatMap((plan) => findFaults(plan, tables, mostReadBy(name)))).toEqual([]);
});

/** Drops the indexes of a table that no constraint stands on. */
const dropIndexes = (table: string) =>
  `do $$ declare one record;begin for one in select i.indexrelid::regclass as index from pg_index i
    where i.indrelid = '${table}'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    loop execute format('drop index %s', one.index);end loop;end $$`;

// Each planted in a transaction of which nothing stays.
test.each([
  {
    says: 'the order of a list has no index',
    planted: 'drop index public.runs_newest',
    name: 'runs, first page',
    found: /reads 60 rows/,
  },
  {
    says: 'a key is gone',
    planted: 'alter table public.run_events drop constraint run_events_pkey',
    name: 'events of a run',
    found: /Seq Scan on run_events: reads the rows of all teams/,
  },
  {
    says: 'an index that is no key leads across teams',
    // Without a rival: which of two narrow indexes the planner likes better hangs on when the statistics were taken.
    planted: `alter table public.runs drop constraint runs_pkey, drop constraint runs_team_id_id_key cascade; ${dropIndexes('public.runs')}; create index planted on public.runs (id)`,
    name: 'sign of life',
    found: /planted begins with neither team nor key/,
  },
  {
    says: 'a policy asks for each row',
    planted: `alter policy "members read" on public.runs using (team_id || '' = app.member_team_id())`,
    name: 'runs, first page',
    found: /asks for each row/,
  },
])('found when $says', async ({ planted, name, found }) => {
  const ask = { ...reads, ...work }[name];
  const caller = name in work ? 'worker' : 'member';
  const role = caller === 'worker' ? 'agent_factory_worker' : 'agent_factory_member';
  await admin.query(`update runs set status = 'running', fence = 1, finished_at = null where id = $1`, [
    atWork,
  ]);
  const plans = await plansOf(watches.custom, caller, async (tx) => {
    await sql.raw('set local role none').execute(tx);
    for (const part of planted.split('; ')) await sql.raw(part).execute(tx);
    await sql.raw(`set local role ${role}`).execute(tx);
    await ask?.(tx);
  });
  const faults = plans.flatMap((plan) => findFaults(plan, tables, mostReadBy(name)));
  expect(faults.join('\n')).toMatch(found);
});
