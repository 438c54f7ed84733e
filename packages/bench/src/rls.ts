/**
 * What row level security costs a read of the API: the same queries through the same door, with the policies
 * and without. `node packages/bench/src/rls.ts`
 */
import { cpus } from 'node:os';
import {
  type Database,
  listAgents,
  listRuns,
  selectRun,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { createTestDatabase, queryAsAdmin, seedTenant, startTestServer } from '@agent-factory/db/testing';

const seconds = Number(process.env.BENCH_SECONDS ?? 3);
const rounds = 3;
const concurrency = 10;
const teams = 100;
const agentsPerTeam = 100;
const runsPerAgent = 10;

type Tenant = Awaited<ReturnType<typeof seedTenant>>;
type Read = (tx: Transaction, tenant: Tenant) => Promise<unknown>;

const fill = `
  set session_replication_role = replica; -- leaves out the checks of foreign keys: the rows are right
  insert into agents (id, team_id, name, kind, title, description, latest_version, created_at)
    select app.new_id('agt'), teams.id, 'agent-' || i, 'Agent', 'Agent ' || i, 'Does what it says.', 1,
      now() - i * interval '1 minute'
    from teams, generate_series(1, ${agentsPerTeam}) i;
  insert into agent_versions (id, team_id, agent_id, version, spec, spec_hash)
    select app.new_id('ver'), team_id, id, 1, repeat('x', 2000), repeat('a', 64) from agents;
  insert into threads (id, team_id, agent_id) select app.new_id('thr'), team_id, id from agents;
  insert into runs (id, team_id, agent_id, agent_version_id, version, spec_hash, thread_id, input, output,
      status, created_at, started_at, finished_at)
    select app.new_id('run'), v.team_id, v.agent_id, v.id, 1, v.spec_hash, t.id, '{"query": "What is 2 + 2?"}',
      '"4"', 'succeeded', now() - i * interval '1 hour', now(), now()
    from agent_versions v join threads t using (team_id, agent_id), generate_series(1, ${runsPerAgent}) i;
  analyze;`;

const tables = [
  'agents',
  'agent_versions',
  'threads',
  'runs',
  'run_events',
  'teams',
  'team_members',
  'profiles',
];

async function run(db: Database, adminUrl: string): Promise<void> {
  const tenants: Tenant[] = [];
  for (let i = 0; i < teams; i++) tenants.push(await seedTenant(adminUrl));
  await queryAsAdmin(adminUrl, fill);
  const newest = await queryAsAdmin<{ team: string; run: `run_${string}` }>(
    adminUrl,
    'select distinct on (team_id) team_id as team, id as run from runs order by team_id, created_at desc',
  );
  const runOf = new Map(newest.map(({ team, run }) => [team, run]));
  const reads: Record<string, Read> = {
    'newest 20 agents': (tx, { teamId }) => listAgents(tx, { teamId, after: null, limit: 20 }),
    'newest 20 runs': (tx, { teamId }) =>
      listRuns(tx, { teamId, agentId: null, status: null, after: null, limit: 20 }),
    'one run': (tx, { teamId }) => selectRun(tx, { teamId, runId: runOf.get(teamId) ?? 'run_' }),
  };

  const [cpu] = cpus();
  console.log(
    `row level security · ${cpus().length} × ${cpu?.model} · Node ${process.version} · ` +
      `${teams} teams, ${teams * agentsPerTeam} agents, ${teams * agentsPerTeam * runsPerAgent} runs, ${concurrency} connections`,
  );
  for (const [name, read] of Object.entries(reads)) {
    await measure(db, tenants, read, 1);
    const results: Record<'with' | 'without', Load[]> = { with: [], without: [] };
    for (let round = 0; round < rounds; round++) {
      for (const which of ['with', 'without'] as const) {
        await switchPolicies(adminUrl, which === 'with');
        results[which].push(await measure(db, tenants, read, seconds));
      }
    }
    report(name, median(results.with), median(results.without));
  }
}

/** The role, the claims and the transaction stay; only the policies go. */
async function switchPolicies(adminUrl: string, on: boolean): Promise<void> {
  const verb = on ? 'enable' : 'disable';
  await queryAsAdmin(
    adminUrl,
    tables.map((table) => `alter table ${table} ${verb} row level security`).join(';'),
  );
}

interface Load {
  perSecond: number;
  p50: number;
  p95: number;
}

async function measure(db: Database, tenants: Tenant[], read: Read, duration: number): Promise<Load> {
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + duration * 1000;
  await Promise.all(
    Array.from({ length: concurrency }, async (_, offset) => {
      for (let i = offset; performance.now() < end; i += 7) {
        const tenant = tenants[i % tenants.length];
        if (tenant === undefined) throw new Error('there are no tenants');
        const begun = performance.now();
        await withTenant(db, tenant, (tx) => read(tx, tenant));
        latencies.push(performance.now() - begun);
      }
    }),
  );
  const perSecond = latencies.length / ((performance.now() - start) / 1000);
  latencies.sort((a, b) => a - b);
  const at = (share: number) => latencies[Math.floor(latencies.length * share)] ?? Number.NaN;
  return { perSecond, p50: at(0.5), p95: at(0.95) };
}

/** The round in the middle by p95. */
function median(loads: Load[]): Load {
  const middle = [...loads].sort((a, b) => a.p95 - b.p95)[Math.floor(loads.length / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}

function report(name: string, on: Load, off: Load): void {
  const line = (load: Load) =>
    `${load.perSecond.toFixed(0)} req/s  p50 ${load.p50.toFixed(2)} ms  p95 ${load.p95.toFixed(2)} ms`;
  console.log(`${name}\n  with    ${line(on)}\n  without ${line(off)}`);
  const ratio = on.p95 / off.p95;
  const verdict = ratio <= 1.3 ? 'met' : `missed by ${(ratio - 1.3).toFixed(2)}`;
  console.log(
    `  p95 × ${ratio.toFixed(2)} (bar ≤ 1.3: ${verdict}), req/s × ${(on.perSecond / off.perSecond).toFixed(2)}`,
  );
}

const server = await startTestServer(undefined);
try {
  const database = await createTestDatabase({ server, maxConnections: concurrency });
  await run(database.db, database.adminUrl);
  await database.drop();
} finally {
  await server.stop();
}
