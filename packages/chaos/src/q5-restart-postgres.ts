import { setTimeout as sleep } from 'node:timers/promises';
import type { RunId } from '@agent-factory/contracts';
import { queryAsAdmin, seedTenant } from '@agent-factory/db/testing';
import {
  contextFor,
  createAgent,
  openServices,
  type ServiceContext,
  startRun,
} from '@agent-factory/services';
import { testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none, within } from './bar.ts';
import { vendorEnv } from './stand/conversation.ts';
import { courierSpec, queryOf, startCourier, writes, writesTwice } from './stand/courier.ts';
import { logOf, wrongLog } from './stand/log-of-run.ts';
import { wrongBooks } from './stand/money.ts';
import { startOwnPostgres } from './stand/own-postgres.ts';
import { spawnWorker } from './stand/spawn-worker.ts';

/**
 * Callers at once, each of whom waits for its run's end before it starts the next: the load is what the machine can do in
 * the time that it has its database, and a run that takes long has been held up by the restarts, not by a backlog.
 */
const callers = 8;
const pauseMs = 50;
/** Between two restarts, at least and at most. */
const restPeriodMs = [1_500, 4_000] as const;
const stuckMs = 60_000;

export const q5 = barOf({
  id: 'Q5',
  title: 'Postgres drops everything and comes back, under load',
  counts: { restarts: { full: 50, short: 2, says: 'immediate restarts of Postgres' } },
  async run({ restarts }): Promise<readonly Finding[]> {
    const postgres = await startOwnPostgres();
    const courier = await startCourier({ paceMs: 5 });
    // More runs than a small plan has in a month.
    const env = { ...testSecretsEnv(), ...vendorEnv(courier.vendor), DEFAULT_PLAN: 'enterprise' };
    const services = openServices({
      databaseUrl: postgres.appUrl,
      maxConnections: 5,
      redisUrl: null,
      workerInProcess: false,
      env,
      onError: () => {}, // the outages themselves
    });
    const worker = spawnWorker({
      databaseUrl: postgres.appUrl,
      queueUrl: postgres.queueUrl,
      redisUrl: null,
      env,
      reachable: [courier.sink.place],
      concurrency: 8,
      timings: { heartbeatMs: 500, deadAfterMs: 3_000, maxAttempts: 20 },
      quiet: true,
    });
    try {
      const ctx = contextFor(services, await seedTenant(postgres.adminUrl));
      const agent = await createAgent({ ctx, input: { spec: courierSpec } });
      await worker.go();
      const promised: RunId[] = [];
      let over = false;
      let round = 0;
      const load = Array.from({ length: callers }, async () => {
        while (!over) {
          round += 1;
          const run_id = await startUntilPromised(ctx, agent.id, round);
          promised.push(run_id);
          await untilEnded(postgres.adminUrl, stuckMs, run_id);
          await sleep(pauseMs);
        }
      });
      for (let restart = 0; restart < restarts; restart++) {
        await sleep(restPeriodMs[0] + Math.random() * (restPeriodMs[1] - restPeriodMs[0]));
        await postgres.restartAtOnce();
      }
      over = true;
      await Promise.all(load);
      const stuck = await untilEnded(postgres.adminUrl, stuckMs);

      const wrong: string[] = [];
      for (const run_id of promised) {
        wrong.push(...wrongLog(await logOf(ctx, run_id)).map((what) => `${run_id}: ${what}`));
      }
      const rows = await queryAsAdmin<{ id: string; status: string; ms: number }>(
        postgres.adminUrl,
        `select id, status, (extract(epoch from finished_at - created_at) * 1000)::float8 as ms from public.runs`,
      );
      const unpromised = rows.filter(({ id }) => !promised.some((each) => each === id));
      const of = `${promised.length} runs, ${restarts} restarts`;
      return [
        none(
          '0 runs lost',
          promised.filter((id) => !rows.some((row) => row.id === id)),
          of,
        ),
        none(
          '0 runs that nobody was promised',
          unpromised.map(({ id }) => id),
          of,
        ),
        none('0 runs stuck for more than 60 s', stuck, of),
        none(
          '0 runs fail for it',
          rows.filter(({ status }) => status !== 'succeeded').map((row) => JSON.stringify(row)),
          of,
        ),
        within(
          'each ends within 60 s',
          rows.map(({ ms }) => ms),
          stuckMs,
        ),
        none('0 logs with a gap or a second end', wrong, of),
        none('0 write effects done twice', writesTwice(courier), `${promised.length * writes}`),
        none(
          '0 duplicate postings, 0 left set aside',
          await wrongBooks(postgres.adminUrl, ctx.actor.teamId),
          of,
        ),
      ];
    } finally {
      await worker.kill();
      await services.close().catch(() => {});
      await courier.close();
      await postgres.close();
    }
  },
});

/** As a careful caller: the same key until there is an answer. */
async function startUntilPromised(
  ctx: ServiceContext,
  agent_id: `agt_${string}`,
  round: number,
): Promise<RunId> {
  const deadline = performance.now() + stuckMs;
  for (;;) {
    try {
      const input = { agent_id, query: queryOf(round), idempotency_key: `key-${round}` };
      return (await startRun({ ctx, input })).run_id;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(50);
    }
  }
}

/** Runs that have not ended when so much time has passed; of all, or one of them. Asks again while there is no answer. */
async function untilEnded(adminUrl: string, patienceMs: number, run_id?: RunId): Promise<string[]> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const open = await queryAsAdmin<{ id: string }>(
      adminUrl,
      'select id from public.runs where finished_at is null and ($1::text is null or id = $1)',
      [run_id ?? null],
    ).catch(() => null);
    if (open?.length === 0 || performance.now() > deadline) return open?.map(({ id }) => id) ?? ['unknown'];
    await sleep(100);
  }
}
