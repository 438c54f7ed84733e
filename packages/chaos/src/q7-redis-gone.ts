import { setTimeout as sleep } from 'node:timers/promises';
import type { RunId } from '@agent-factory/contracts';
import {
  contextFor,
  createAgent,
  createApiKey,
  openServices,
  revokeApiKey,
  type ServiceContext,
  startRun,
  waitForRun,
  watchRunEvents,
} from '@agent-factory/services';
import { openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none, within } from './bar.ts';
import { startApiProcess } from './stand/api-process.ts';
import { startBalancer } from './stand/balancer.ts';
import { vendorEnv } from './stand/conversation.ts';
import { courierSpec, queryOf, startCourier, writes, writesTwice } from './stand/courier.ts';
import { wrongLog } from './stand/log-of-run.ts';
import { wrongBooks } from './stand/money.ts';
import { startRedisServer } from './stand/redis-server.ts';
import { spawnWorker } from './stand/spawn-worker.ts';

/** Between two runs. */
const everyMs = 400;

/** Remembers answers, so that a call too many is seen at the vendor. */
const rememberingSpec = `---
apiVersion: agentfactory/v1
kind: Agent
name: rememberer
title: Rememberer
description: Answers.
model: { task: simple_query, use: [openai/gpt-5-mini], temperature: 0, cache: true }
limits: { maxCostUsd: 0.5 }
---
# Purpose
Answer.
`;

export const q7 = barOf({
  id: 'Q7',
  title: 'Redis is gone for a while, then comes back empty',
  counts: { 'redis-gone-s': { full: 300, short: 3, says: 'seconds without Redis' } },
  async run({ 'redis-gone-s': goneSeconds }): Promise<readonly Finding[]> {
    const redis = await startRedisServer();
    const courier = await startCourier({ paceMs: 5 });
    const stand = await openStand();
    // More runs than a small plan has in a month.
    const env = { ...testSecretsEnv(), ...vendorEnv(courier.vendor), DEFAULT_PLAN: 'enterprise' };
    // A process beside the worker: what it hears of runs comes over Redis, or from the rows.
    const services = openServices({
      databaseUrl: stand.appUrl,
      maxConnections: 5,
      redisUrl: redis.url,
      workerInProcess: false,
      env,
      onError: () => {}, // the outage itself
    });
    const worker = spawnWorker({
      databaseUrl: stand.appUrl,
      queueUrl: stand.queueUrl,
      redisUrl: redis.url,
      env,
      reachable: [courier.sink.place],
      concurrency: 8,
      timings: { heartbeatMs: 500, deadAfterMs: 5_000, maxAttempts: 5 },
      quiet: true,
    });
    const api = await startApiProcess({
      ...env,
      DATABASE_URL: stand.appUrl,
      DATABASE_MAX_CONNECTIONS: '5',
      REDIS_URL: redis.url,
      DRAIN_MS: '0',
    });
    const balancer = startBalancer();
    try {
      const ctx = contextFor(services, (await stand.tenant()).actor);
      const agent = await createAgent({ ctx, input: { spec: courierSpec } });
      const rememberer = await createAgent({ ctx, input: { spec: rememberingSpec } });
      const key = await createApiKey({ ctx, input: { name: 'Reader', scopes: ['agents:read'] } });
      await worker.go();
      await balancer.add(api.url);
      const asKey = async () =>
        (await balancer.send('/v1/agents', { headers: { authorization: `Bearer ${key.secret}` } })).status;

      let round = 0;
      const wrong: string[] = [];
      const toldAfterMs: number[] = [];
      const one = async (): Promise<void> => {
        round += 1;
        const input = { agent_id: agent.id, query: queryOf(round) };
        const { run_id } = await startRun({ ctx, input });
        const { problems, lateMs } = await watched(ctx, run_id);
        wrong.push(...problems);
        toldAfterMs.push(lateMs);
      };
      const remember = async (): Promise<number> => {
        const before = courier.vendor.requests.length;
        const { run_id } = await startRun({
          ctx,
          input: { agent_id: rememberer.id, query: 'round 0 again' },
        });
        const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(30_000) });
        if (run.status !== 'succeeded') wrong.push(`${run_id} is ${run.status}: ${run.error?.message}`);
        return courier.vendor.requests.length - before;
      };

      await one();
      const openBefore = await asKey();
      await remember();
      const remembered = (await remember()) === 0;

      await redis.kill();
      const goneAt = performance.now();
      const runs: Promise<void>[] = [];
      const forgotten = (await remember()) > 0;
      await revokeApiKey({ ctx, input: { id: key.id } });
      const revokedAt = performance.now();
      let refusedAfterMs = Number.NaN;
      while (performance.now() - goneAt < goneSeconds * 1_000 || Number.isNaN(refusedAfterMs)) {
        runs.push(one());
        if (Number.isNaN(refusedAfterMs) && (await asKey()) === 401) {
          refusedAfterMs = performance.now() - revokedAt;
        }
        await sleep(everyMs);
      }
      await Promise.all(runs);
      await redis.comeBack();
      const back = await heardAgain(services.bus, 20_000);
      await one();

      const of = `${round} runs, ${goneSeconds} s without Redis`;
      const yes = (asked: string, held: boolean): Finding => ({ asked, seen: held ? 'yes' : 'no', held });
      return [
        none('0 runs lost, 0 streams with a gap', wrong, of),
        within('live: readers learn of the end within 2 s, from the rows', toldAfterMs, 2_000),
        none('0 write effects done twice', writesTwice(courier), `${round * writes}`),
        none('0 charged wrongly', await wrongBooks(stand.adminUrl, ctx.actor.teamId), of),
        yes('cache: an answer is remembered with Redis', remembered),
        yes('cache: without it the vendor is asked, and nothing fails', forgotten),
        yes('keys: one that was good before', openBefore === 200),
        within('keys: revoked within 5 s all the same', [refusedAfterMs], 5_000),
        yes('it comes back by itself', back),
      ];
    } finally {
      balancer.close();
      await worker.kill();
      await api.kill();
      await services.close();
      await courier.close();
      await stand.drop();
      await redis.close();
    }
  },
});

/** Reads a run as a page does, from its start to its end, and says how late the end came. */
async function watched(ctx: ServiceContext, run_id: RunId): Promise<{ problems: string[]; lateMs: number }> {
  const events = [];
  const signal = AbortSignal.timeout(60_000);
  for await (const event of await watchRunEvents({ ctx, input: { run_id }, signal })) events.push(event);
  const last = events.at(-1);
  const problems = wrongLog(events).map((what) => `${run_id}: ${what}`);
  if (last?.data.type !== 'run.finished') return { problems, lateMs: Number.POSITIVE_INFINITY };
  if (last.data.status !== 'succeeded') problems.push(`${run_id} is ${last.data.status}`);
  return { problems, lateMs: Math.max(0, Date.now() - Date.parse(last.at)) };
}

/** Whether readers may trust announcements again. */
async function heardAgain(bus: { readonly pollMs: number }, patienceMs: number): Promise<boolean> {
  const deadline = performance.now() + patienceMs;
  while (bus.pollMs < 1_000) {
    if (performance.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}
