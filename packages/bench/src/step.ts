/**
 * What a step costs besides the model: from the end of one answer to the beginning of the next question, with rules,
 * the tool call (calculator), events, checkpoint and settlement in between; the whole path on Postgres with fsync on.
 * The model is a stub that answers at once, so all of it is ours. `node packages/bench/src/step.ts`
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, seedTenant } from '@agent-factory/db/testing';
import type { ModelEvent, ModelPort } from '@agent-factory/llm';
import { finishEvent } from '@agent-factory/llm/testing';
import { contextFor, createAgent, openServices, startRun, waitForRun } from '@agent-factory/services';
import { testSecretsEnv, withModel } from '@agent-factory/services/testing';
import { startWorker } from '@agent-factory/worker';

const stepsPerRun = 20;
const runs = Number(process.env.BENCH_RUNS ?? 50);
const barMs = 10;

const spec = `---
apiVersion: agentfactory/v1
kind: Agent
name: stepper
model: { task: simple_query }
tools: [calculator]
limits: { maxCostUsd: 0.5, maxSteps: ${stepsPerRun + 1}, maxSeconds: 300, maxOutputTokens: 500 }
invariants:
  - id: no-cards
    says: No card numbers.
    at: [tool_call, tool_result, output]
    check: { forbidPattern: "\\\\b(?:\\\\d[ -]?){13,16}\\\\b" }
    otherwise: block
---
Count.
`;

/** Answers at once; keeps the time between the end of an answer and the next question of the same run. */
function stub(gapsMs: number[]): ModelPort {
  const endedAt = new Map<string, number>();
  return {
    async *stream({ messages }): AsyncGenerator<ModelEvent> {
      const askedAt = performance.now();
      const run = String(messages.find(({ role }) => role === 'user')?.content);
      const results = messages.filter(({ role }) => role === 'tool').length;
      const last = endedAt.get(run);
      if (last !== undefined) gapsMs.push(askedAt - last);
      if (results < stepsPerRun) {
        const call = { id: `c${results}`, name: 'calculator', arguments: { expression: `${results} + 1` } };
        yield { type: 'tool_call', call };
      } else {
        yield { type: 'text', text: 'Done.' };
      }
      endedAt.set(run, performance.now());
      yield finishEvent({ finishReason: results < stepsPerRun ? 'tool_calls' : 'stop' });
    },
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-bench-'));
await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
const dataDir = join(folder, 'postgres');
const postgres = await startEmbeddedPostgres({ dataDir, password: randomUUID(), durable: true });
try {
  const { adminUrl } = postgres;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl, queueUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  const opened = openServices({
    databaseUrl: appUrl,
    maxConnections: 20,
    redisUrl: null,
    workerInProcess: true,
    env: testSecretsEnv(),
    onError: (error) => console.error(error),
  });
  const gapsMs: number[] = [];
  const services = { ...opened, router: withModel(opened.router, stub(gapsMs)) };
  const ctx = contextFor(services, await seedTenant(adminUrl));
  const agent = await createAgent({ ctx, input: { spec } });
  const worker = await startWorker({ services, queueUrl, concurrency: 8, log: () => {} });
  const [cpu] = cpus();
  console.log(
    `a step without its model · ${cpus().length} × ${cpu?.model} · Node ${process.version} · ${stepsPerRun} steps a run, fsync on`,
  );
  for (const atOnce of [1, 4]) {
    gapsMs.length = 0;
    let next = 0;
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        for (let n = next++; n < runs; n = next++) {
          const { run_id } = await startRun({
            ctx,
            input: { agent_id: agent.id, query: `${atOnce} at once, run ${n}` },
          });
          const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(120_000) });
          if (run.status !== 'succeeded') throw new Error(`${run_id} is ${run.status}`);
        }
      }),
    );
    const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => percentile(gapsMs, share).toFixed(1));
    console.log(
      `${atOnce} at once · ${gapsMs.length} steps · p50 ${p50} ms · p95 ${p95} ms (bar ${barMs}) · p99 ${p99} ms`,
    );
  }
  await worker.stop(5_000);
  await opened.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}
