/**
 * Reads of the API at 1,000 tenants and 1,000,000 runs, as a dashboard mixes them: half by REST with API keys, half by
 * tRPC with sessions, over 50 connections that are kept alive, to one process of the API in front of one Postgres that
 * syncs to disk. `node packages/bench/src/api-reads.ts` (`--keep <folder>` keeps the filled database for the next time,
 * `--statements` tells what Postgres was busy with, `--prof <folder>` writes a CPU profile of the API, and
 * `BENCH_SECONDS` how long each of three rounds lasts, or `BENCH_REQUESTS` how many requests each sends). The API has one
 * core, the load the other, Postgres both.
 *
 * Beside others who wanted the same two cores 5 to 6 times over: 437 req/s, p95 259 ms; a request took 1.3 ms of CPU in the
 * API, 1.5 in Postgres and 0.14 here. What a quiet machine does is still to be measured; see docs/decisions/0335.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { cpuUsOf, startApi } from './api-reads/api-process.ts';
import type { LoadOrder, LoadReport } from './api-reads/load-process.ts';
import { postgresCpuUs } from './api-reads/postgres-cpu.ts';
import { openReadStand } from './api-reads/stand.ts';
import { busiestStatements, forgetStatements } from './api-reads/statements.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 10);
/** Where others want the same cores, rounds of so many requests can be compared: the same code is as warm. */
const requests = Number(process.env.BENCH_REQUESTS ?? Number.MAX_SAFE_INTEGER);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const connections = 50;
const [loadCore, apiCore] = [0, 1];
const { values: asked } = parseArgs({
  options: { keep: { type: 'string' }, statements: { type: 'boolean' }, prof: { type: 'string' } },
});

function startLoad(): ChildProcess {
  const script = fileURLToPath(new URL('./api-reads/load-process.ts', import.meta.url));
  return spawn('taskset', ['-c', String(loadCore), process.execPath, script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function load(child: ChildProcess, order: LoadOrder): Promise<LoadReport> {
  child.send(order);
  const [report] = await once(child, 'message');
  return report as LoadReport; // what the script of this folder sends
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

const ms = (value: number) => `${value.toFixed(1)} ms`;

function report(round: LoadReport, cpuUs: { api: number; postgres: number; load: number }): number[] {
  const all = Object.values(round.took).flat();
  const each = (us: number) => `${(us / all.length).toFixed(0)} µs`;
  const perSecond = all.length / round.seconds;
  const p95 = percentile(all, 0.95);
  console.log(
    `${perSecond.toFixed(0)} req/s (bar 1,000: ${perSecond >= 1_000 ? 'met' : 'missed'}) · p50 ${ms(percentile(all, 0.5))} ` +
      `p95 ${ms(p95)} (bar 50: ${p95 < 50 ? 'met' : 'missed'}) p99 ${ms(percentile(all, 0.99))} · CPU a request: ` +
      `API ${each(cpuUs.api)}, Postgres ${each(cpuUs.postgres)}, load ${each(cpuUs.load)}`,
  );
  for (const [refusal, count] of Object.entries(round.refused)) console.log(`  ${count} × ${refusal}`);
  return all;
}

const stand = await openReadStand(asked.keep ?? null);
try {
  const api = await startApi(stand.apiEnv, { core: apiCore, profiles: asked.prof ?? null });
  const child = startLoad();
  await once(child, 'message');
  const [cpu] = cpus();
  console.log(
    `reads of the API · ${cpus().length} × ${cpu?.model} · Node ${process.version} · 1,000 teams, ` +
      `1,000,000 runs, ${connections} connections · load of the machine before: ${loadavg()[0]?.toFixed(1)}`,
  );
  const order = { url: api.url, callers: stand.callers, connections };
  const counted = requests < Number.MAX_SAFE_INTEGER;
  await load(child, {
    ...order,
    seconds: counted ? 600 : 3,
    requests: counted ? 2 * requests : requests,
    seed: 1,
  });
  if (asked.statements === true) await forgetStatements(stand.adminUrl);
  const took: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round++) {
    const measure = () => ({
      api: api.cpuUs(),
      postgres: postgresCpuUs(stand.pid),
      load: cpuUsOf(child.pid ?? 0),
    });
    const before = measure();
    const told = await load(child, { ...order, seconds: counted ? 600 : seconds, requests, seed: round + 2 });
    const after = measure();
    report(told, {
      api: after.api - before.api,
      postgres: after.postgres - before.postgres,
      load: after.load - before.load,
    });
    for (const [name, values] of Object.entries(told.took)) took[name] = [...(took[name] ?? []), ...values];
  }
  for (const [name, values] of Object.entries(took).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(
      `  ${name.padEnd(28)} ${String(values.length).padStart(6)} · p50 ${ms(percentile(values, 0.5))} p95 ${ms(percentile(values, 0.95))}`,
    );
  }
  if (asked.statements === true) console.log(await busiestStatements(stand.adminUrl));
  child.disconnect();
  await api.stop();
} finally {
  await stand.stop();
}
