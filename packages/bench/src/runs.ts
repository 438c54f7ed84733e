/**
 * Durable agent runs, the whole path: start (row and job in one transaction), worker, graph with one tool call
 * on the offline provider, checkpoints and events in Postgres with fsync on, closing transaction.
 * `node packages/bench/src/runs.ts` (`--cpu-prof` shows where the time of Node goes)
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import {
  contextFor,
  createAgent,
  openServices,
  type ServiceContext,
  startRun,
  waitForRun,
} from '@agent-factory/services';
import { agentText, testSecretsEnv } from '@agent-factory/services/testing';
import { startWorker } from '@agent-factory/worker';

const total = Number(process.env.BENCH_RUNS ?? 2_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const teams = 20;
const workerConcurrency = Number(process.env.BENCH_CONCURRENCY ?? 16);
/** So many runs are asked for at once; each caller waits for its run and asks for the next. */
const callers = workerConcurrency * 2;
const maxConnections = 20;

async function measure(contexts: readonly ServiceContext[], agentIds: readonly `agt_${string}`[]) {
  const startedMs: number[] = [];
  const wholeMs: number[] = [];
  let next = 0;
  const cpu = process.cpuUsage();
  const from = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      for (let n = next++; n < total; n = next++) {
        const ctx = contexts[n % contexts.length];
        const agent_id = agentIds[n % agentIds.length];
        if (ctx === undefined || agent_id === undefined) throw new Error('there are teams');
        const at = performance.now();
        const { run_id } = await startRun({ ctx, input: { agent_id, query: `What is ${n} * 7?` } });
        startedMs.push(performance.now() - at);
        const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(60_000) });
        wholeMs.push(performance.now() - at);
        if (run.status !== 'succeeded' || !String(run.output).includes(String(n * 7))) {
          throw new Error(`run ${run_id} is ${run.status}: ${JSON.stringify(run.output ?? run.error)}`);
        }
      }
    }),
  );
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: total / seconds, cpuMs: (user + system) / 1_000 / total, startedMs, wholeMs };
}

function percentile(values: readonly number[], share: number): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `${(sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(1)} ms`;
}

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-bench-'));
await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
const dataDir = join(folder, 'postgres');
const postgres = await startEmbeddedPostgres({ dataDir, password: randomUUID(), durable: true });
try {
  const { adminUrl } = postgres;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl, queueUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  const services = openServices({
    databaseUrl: appUrl,
    maxConnections,
    redisUrl: null,
    workerInProcess: true,
    env: testSecretsEnv(),
    onError: (error) => console.error(error),
  });
  const contexts: ServiceContext[] = [];
  const agentIds: `agt_${string}`[] = [];
  for (let n = 0; n < teams; n++) {
    const ctx = contextFor(services, await seedTenant(adminUrl));
    contexts.push(ctx);
    agentIds.push((await createAgent({ ctx, input: { spec: agentText('adder') } })).id);
  }
  const worker = await startWorker({ services, queueUrl, concurrency: workerConcurrency, log: () => {} });

  const [cpu] = cpus();
  console.log(
    `durable runs · ${cpus().length} × ${cpu?.model} · Node ${process.version} · one process, ` +
      `${callers} callers, ${workerConcurrency} at work, ${maxConnections} connections, fsync on`,
  );
  for (let round = 0; round < rounds; round++) {
    const before = await counters(adminUrl);
    const { perSecond, cpuMs, startedMs, wholeMs } = await measure(contexts, agentIds);
    const after = await counters(adminUrl);
    console.log(
      `${perSecond.toFixed(0)} runs/s (bar 220) · start p50 ${percentile(startedMs, 0.5)} p95 ${percentile(startedMs, 0.95)}` +
        ` · start to end p50 ${percentile(wholeMs, 0.5)} p95 ${percentile(wholeMs, 0.95)}` +
        ` · Node CPU ${cpuMs.toFixed(2)} ms a run · ${((after.commits - before.commits) / total).toFixed(1)} transactions` +
        ` and ${((after.walBytes - before.walBytes) / total / 1024).toFixed(1)} KiB of WAL a run`,
    );
  }
  await worker.stop(5_000);
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}

async function counters(adminUrl: string): Promise<{ commits: number; walBytes: number }> {
  const [row] = await queryAsAdmin<{ commits: number; walBytes: number }>(
    adminUrl,
    `select xact_commit::float8 as commits, pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 as "walBytes"
    from pg_stat_database where datname = current_database()`,
  );
  if (row === undefined) throw new Error('the database counts itself');
  return row;
}
