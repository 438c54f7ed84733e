/**
 * Tests of agents, the whole path: a batch is submitted (run, tests, trials and jobs in one statement), a worker claims
 * its trials, each runs on the agent's own graph with the offline provider, is graded and stored; fsync on.
 * `node packages/bench/src/tests.ts` (`--cpu-prof` shows where the time of Node goes)
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import {
  batchTests,
  contextFor,
  createAgent,
  openServices,
  type ServiceContext,
  waitForTestRun,
} from '@agent-factory/services';
import { agentText, testSecretsEnv } from '@agent-factory/services/testing';
import { startWorker } from '@agent-factory/worker';

const total = Number(process.env.BENCH_TESTS ?? 1_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const submissions = Number(process.env.BENCH_SUBMISSIONS ?? 100);

const plain = `---
apiVersion: agentfactory/v1
kind: Agent
name: plain
title: Plain
description: Answers in a few words.
model: { task: simple_query }
---
# Instructions
Answer in a few words.
`;

function testsOf(agent_id: `agt_${string}`, count: number, sums: boolean) {
  return {
    agent_id,
    tests: Array.from({ length: count }, (_, n) => ({
      test_name: `test ${n}`,
      input_text: sums ? `What is ${n} * 7?` : `Say something about ${n}.`,
      assertions: sums
        ? [{ kind: 'contains' as const, texts: [String(n * 7)] }]
        : [{ kind: 'length' as const, at_least: 1 }],
    })),
  };
}

async function submit(ctx: ServiceContext, agentId: `agt_${string}`): Promise<number[]> {
  const took: number[] = [];
  for (let n = 0; n < submissions; n++) {
    const at = performance.now();
    await batchTests({ ctx, input: testsOf(agentId, 100, true) });
    took.push(performance.now() - at);
  }
  return took;
}

async function run(ctx: ServiceContext, agentId: `agt_${string}`, sums: boolean): Promise<string> {
  const at = performance.now();
  const cpu = process.cpuUsage();
  const { run_id } = await batchTests({ ctx, input: testsOf(agentId, total, sums) });
  const submittedMs = performance.now() - at;
  const ended = await waitForTestRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(300_000) });
  const seconds = (performance.now() - at) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  if (ended.progress.passed !== total) throw new Error(JSON.stringify(ended.progress));
  return (
    `${total} tests in ${seconds.toFixed(2)} s (bar 4 s for 1,000) · ${(total / seconds).toFixed(0)} tests/s` +
    ` · submitted in ${submittedMs.toFixed(0)} ms · Node CPU ${((user + system) / 1_000 / total).toFixed(2)} ms a test`
  );
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
    maxConnections: 20,
    redisUrl: null,
    workerInProcess: true,
    env: { ...testSecretsEnv(), DEFAULT_PLAN: 'enterprise' },
    onError: (error) => console.error(error),
  });
  const ctx = contextFor(services, await seedTenant(adminUrl));
  const { id: adder } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const { id: still } = await createAgent({ ctx, input: { spec: plain } });
  const [cpu] = cpus();
  console.log(`tests · ${cpus().length} × ${cpu?.model} · Node ${process.version} · one process, fsync on`);

  const other = contextFor(services, await seedTenant(adminUrl));
  const { id: queued } = await createAgent({ ctx: other, input: { spec: agentText('adder') } });
  await submit(other, queued);
  const took = await submit(other, queued);
  console.log(
    `submission of 100 tests: p50 ${percentile(took, 0.5)} p95 ${percentile(took, 0.95)} (bar 20 ms), ${submissions} times`,
  );
  // What was only submitted is another team's; it is not worked on while this one is measured.
  await emptyQueue(adminUrl);

  const worker = await startWorker({ services, queueUrl, log: () => {} });
  for (let round = 0; round < rounds; round++) {
    console.log(`one answer      · ${await run(ctx, still, false)}`);
    console.log(`with a tool call · ${await run(ctx, adder, true)}`);
  }
  await worker.stop(5_000);
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}

async function emptyQueue(adminUrl: string): Promise<void> {
  await queryAsAdmin(adminUrl, 'delete from graphile_worker._private_jobs');
  await queryAsAdmin(adminUrl, `delete from public.test_runs where status = 'queued'`);
}
