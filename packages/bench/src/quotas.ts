/**
 * What counting costs the start of a run, in Postgres with fsync on: starts of one team at once, not counted at all,
 * counted without and with a bound, and counted on one row in place of several. `node packages/bench/src/quotas.ts`
 */
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDatabase, removeEmbeddedPostgresData, startEmbeddedPostgres } from '@agent-factory/db';
import { migrationsDir, queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import { contextFor, createAgent, openServices, startRun } from '@agent-factory/services';
import { agentText, testSecretsEnv } from '@agent-factory/services/testing';

const starts = Number(process.env.BENCH_STARTS ?? 1_500);
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const atOnce = 16;

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
    maxConnections: atOnce,
    redisUrl: null,
    workerInProcess: true,
    env: { ...testSecretsEnv(), DEFAULT_PLAN: 'enterprise' },
    onError: (error) => console.error(error),
  });
  const actor = await seedTenant(adminUrl);
  const ctx = contextFor(services, actor);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });

  async function measure(): Promise<{ perSecond: number; p50: number; p99: number }> {
    const tookMs: number[] = [];
    let next = 0;
    const began = performance.now();
    await Promise.all(
      Array.from({ length: atOnce }, async () => {
        while (next++ < starts) {
          const at = performance.now();
          await startRun({ ctx, input: { agent_id: agent.id, query: '1 + 1' } });
          tookMs.push(performance.now() - at);
        }
      }),
    );
    const perSecond = (tookMs.length / (performance.now() - began)) * 1_000;
    tookMs.sort((one, other) => one - other);
    const at = (share: number) => tookMs[Math.floor(tookMs.length * share)] ?? 0;
    return { perSecond, p50: at(0.5), p99: at(0.99) };
  }

  const parts = await queryAsAdmin<{ source: string }>(
    adminUrl,
    `select pg_get_functiondef('app.count_use'::regproc) as source`,
  );
  const source = parts[0]?.source ?? '';
  const trigger = (state: 'enable' | 'disable') =>
    queryAsAdmin(adminUrl, `alter table public.runs ${state} trigger count_started_runs`);
  const bound = (runs: number | null) =>
    queryAsAdmin(adminUrl, 'update public.teams set runs_quota = $2 where id = $1', [actor.teamId, runs]);
  const ways: Record<string, { before(): Promise<unknown>; after(): Promise<unknown> }> = {
    'not counted': { before: () => trigger('disable'), after: () => trigger('enable') },
    'counted, no bound': { before: async () => {}, after: async () => {} },
    'counted, far from a bound': { before: () => bound(1_000_000_000), after: () => bound(null) },
    'counted on one row': {
      before: () => queryAsAdmin(adminUrl, source.replace('pg_backend_pid() % 32', '0')),
      after: () => queryAsAdmin(adminUrl, source),
    },
  };
  await measure(); // warms up
  console.log(`${cpus().length} cores, ${atOnce} starts at once, ${starts} of one team in each round`);
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, { before, after }] of Object.entries(ways)) {
      await before();
      const { perSecond, p50, p99 } = await measure();
      await after();
      console.log(
        `round ${round}  ${name.padEnd(26)} ${perSecond.toFixed(0).padStart(5)} starts/s  p50 ${p50.toFixed(1)} ms  p99 ${p99.toFixed(1)} ms`,
      );
    }
  }
  await services.close();
} finally {
  await postgres.stop();
  await removeEmbeddedPostgresData(dataDir);
  await rm(folder, { recursive: true, force: true });
}
