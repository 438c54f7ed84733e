/**
 * The dashboard over a team of 1,000,000 runs in a year: 40 agents, 12 people, 6 keys, 8 models. How long the whole answer
 * takes, by range, time zone and filter, and what of it is Postgres' CPU. `node packages/bench/src/dashboard.ts`
 * (`BENCH_RUNS`, `BENCH_ROUNDS`). Says what folding costs a run, and holds one year's numbers against a plain count.
 *
 * Measured: docs/decisions/0415.
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import { contextFor, getDashboard, openServices } from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { postgresCpuUs } from './api-reads/postgres-cpu.ts';
import { agentOf, fillYear } from './dashboard/fill-year.ts';

const runs = Number(process.env.BENCH_RUNS ?? 1_000_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 10);
/** The job takes 2,000 at once, for shorter locks. */
const foldAtOnce = Number(process.env.BENCH_FOLD ?? 20_000);
const barMs = 200;

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-bench-'));
await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
const dataDir = join(folder, 'postgres');
const postgres = await startEmbeddedPostgres({ dataDir, password: randomUUID(), durable: false });
try {
  const { adminUrl } = postgres;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  const services = openServices({
    databaseUrl: appUrl,
    maxConnections: 4,
    redisUrl: null,
    workerInProcess: true,
    env: testSecretsEnv(),
    onError: (error) => console.error(error),
  });
  const actor = await seedTenant(adminUrl);
  const ctx = contextFor(services, actor);
  const { teamId } = actor;
  console.log(
    `${cpus().length} cores, load ${loadavg()
      .map((value) => value.toFixed(1))
      .join(' ')}; filling ${runs} runs`,
  );
  const cpuBefore = postgresCpuUs(postgres.pid);
  const took = await fillYear({ adminUrl, teamId, runs, foldAtOnce });
  const perRun = (us: number) => `${(us / runs).toFixed(0)} µs a run`;
  console.log(
    `filled in ${took.filledSeconds.toFixed(0)} s, folded in ${took.foldedSeconds.toFixed(0)} s, ` +
      `${perRun(took.foldedSeconds * 1e6)}; all of it ${perRun(postgresCpuUs(postgres.pid) - cpuBefore)} of CPU`,
  );
  const [size] = await queryAsAdmin<{ cells: number; mb: number }>(
    adminUrl,
    `select count(*)::integer as cells, (pg_total_relation_size('public.run_cells') / 1048576)::integer as mb
     from run_cells`,
  );
  console.log(`${size?.cells} cells, ${size?.mb} MB`);

  const agent = agentOf(0);
  const asked = {
    'a year by week, UTC': { range: '365d' },
    'a year by week, New York, compared': { range: '365d', zone: 'America/New_York', compare: 'previous' },
    'a year by week, Kolkata, compared': { range: '365d', zone: 'Asia/Kolkata', compare: 'previous' },
    'a year by day, New York': { range: '365d', zone: 'America/New_York', bucket: 'day' },
    'a year by week, New York, one agent': { range: '365d', zone: 'America/New_York', agent },
    'a year by week, Kolkata, agent and model': {
      range: '365d',
      zone: 'Asia/Kolkata',
      agent,
      model: 'vendor/model-0',
    },
    '90 days, New York, compared': { range: '90d', zone: 'America/New_York', compare: 'previous' },
    '30 days, Kathmandu, compared': { range: '30d', zone: 'Asia/Kathmandu', compare: 'previous' },
    '7 days by hour, Kolkata, compared': { range: '7d', zone: 'Asia/Kolkata', compare: 'previous' },
    'a day, compared': { range: '24h', compare: 'previous' },
    'an hour, compared': { range: '1h', compare: 'previous' },
  } as const;
  let slowest = { name: '', p95: 0, cpuMs: 0 };
  for (const [name, input] of Object.entries(asked)) {
    const tookMs: number[] = [];
    await getDashboard({ ctx, input });
    const cpu = postgresCpuUs(postgres.pid);
    for (let round = 0; round < rounds; round += 1) {
      const at = performance.now();
      await getDashboard({ ctx, input });
      tookMs.push(performance.now() - at);
    }
    const cpuMs = (postgresCpuUs(postgres.pid) - cpu) / 1_000 / rounds;
    tookMs.sort((one, other) => one - other);
    const at = (share: number) => tookMs[Math.floor((tookMs.length - 1) * share)] ?? Number.NaN;
    if (at(0.95) > slowest.p95) slowest = { name, p95: at(0.95), cpuMs };
    console.log(
      `${name}: p50 ${at(0.5).toFixed(0)} ms, p95 ${at(0.95).toFixed(0)} ms (bar ${barMs}: ` +
        `${at(0.95) < barMs ? 'met' : 'missed'}), Postgres ${cpuMs.toFixed(0)} ms of CPU; load ${loadavg()[0]?.toFixed(1)}`,
    );
  }

  const year = await getDashboard({ ctx, input: { range: '365d' } });
  const [plain] = await queryAsAdmin<{ runs: number; cost: number }>(
    adminUrl,
    `select count(*)::integer as runs, (sum(cost_nano_usd) / 1e9)::float8 as cost from runs
     where created_at >= $1 and created_at < $2`,
    [year.from, year.to],
  );
  const { runs: counted, cost_usd } = year.totals;
  console.log(`a year: ${counted} runs, $${cost_usd}; counted plainly: ${plain?.runs} runs, $${plain?.cost}`);
  console.log(
    `bar: a dashboard over ${runs} runs of a year, slowest of ${Object.keys(asked).length} views (${slowest.name}): p95 ` +
      `${slowest.p95.toFixed(0)} ms (< ${barMs}) ${slowest.p95 < barMs ? 'met' : 'MISSED'}, Postgres ${slowest.cpuMs.toFixed(0)} ms of CPU`,
  );
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}
