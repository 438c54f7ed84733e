/**
 * What it costs to set money aside before a model call and to settle it after, in Postgres with fsync on: one call at
 * a time, and many at once on one team's budget. `node packages/bench/src/spending.ts`
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import { openServices } from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';

const calls = Number(process.env.BENCH_CALLS ?? 2_000);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const tokens = { input: 900, output: 60, total: 960, cachedInput: 0, cacheWrite: 0, reasoning: 0 };
const attempt = { provider: 'openai', model: 'openai/gpt-5-mini', payer: 'platform' } as const;
const record = {
  ...attempt,
  region: null,
  keyId: null,
  outcome: 'answered',
  reason: null,
  tokens,
  costNanoUsd: 345_000,
  estimated: false,
  firstTokenMs: 200,
  durationMs: 900,
} as const;

const folder = await mkdtemp(join(tmpdir(), 'agent-factory-bench-'));
await chmod(folder, 0o755); // so that root's server, which is not root, keeps its data in there
const dataDir = join(folder, 'postgres');
const postgres = await startEmbeddedPostgres({ dataDir, password: randomUUID(), durable: true });
try {
  const { adminUrl } = postgres;
  const passwords = { app: randomUUID(), queue: randomUUID() };
  const { appUrl } = await prepareDatabase({ adminUrl, migrationsDir, passwords });
  const services = openServices({
    databaseUrl: appUrl,
    maxConnections: 20,
    redisUrl: null,
    workerInProcess: true,
    env: testSecretsEnv(),
    onError: (error) => console.error(error),
  });
  const { accounts } = services.spending;
  const { teamId } = await seedTenant(adminUrl);
  const account = { teamId, runId: null, apiKeyId: null, userId: null, purpose: 'bench' };
  await queryAsAdmin(
    adminUrl,
    'insert into public.team_policies (team_id, monthly_budget_nano_usd) values ($1, 1000000000000000)',
    [teamId],
  );

  async function measure(atOnce: number, worstNanoUsd: number): Promise<string> {
    const reservedMs: number[] = [];
    let next = 0;
    const cpu = process.cpuUsage();
    const from = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next++ < calls) {
          const at = performance.now();
          const hold = await accounts.reserve(account, { ...attempt, worstNanoUsd });
          reservedMs.push(performance.now() - at);
          void accounts.settle(account, hold, worstNanoUsd === 0 ? { ...record, costNanoUsd: 0 } : record);
        }
      }),
    );
    await accounts.drain();
    const seconds = (performance.now() - from) / 1_000;
    const { user, system } = process.cpuUsage(cpu);
    const sorted = reservedMs.toSorted((a, b) => a - b);
    const p50 = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
    return (
      `${Math.round(calls / seconds)} calls/s · reservation p50 ${p50.toFixed(2)} ms · ` +
      `${((user + system) / calls).toFixed(0)} µs of Node CPU a call`
    );
  }

  console.log(
    `spending · ${cpus().length} × ${cpus()[0]?.model.trim()} · Node ${process.version} · fsync on`,
  );
  for (let round = 0; round < rounds; round++) {
    console.log(`one at a time: ${await measure(1, 1_000_000)}`);
    console.log(`64 at once:    ${await measure(64, 1_000_000)}`);
    console.log(`free, 64:      ${await measure(64, 0)}`);
  }
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}
