import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent, RunId } from '@agent-factory/contracts';
import {
  createAgent,
  createInProcessBus,
  type ServiceContext,
  startRun,
  waitForRun,
  watchRunEvents,
} from '@agent-factory/services';
import { openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none, within } from './bar.ts';
import { vendorEnv } from './stand/conversation.ts';
import {
  answerOf,
  arrival,
  courierSpec,
  queryOf,
  startCourier,
  toolCalls,
  writes,
  writesTwice,
} from './stand/courier.ts';
import { logOf, wrongLog } from './stand/log-of-run.ts';
import { answeredCalls, wrongBooks } from './stand/money.ts';
import { type SpawnedWorker, spawnWorker } from './stand/spawn-worker.ts';

const paceMs = 10;
const timings = { heartbeatMs: 200, deadAfterMs: 2_000, maxAttempts: 10 };
const patienceMs = 60_000;

export const q4 = barOf({
  id: 'Q4',
  title: 'a worker is killed, or stands still, in the middle of runs',
  counts: {
    kills: { full: 200, short: 6, says: 'kill -9 at random moments' },
    freezes: { full: 20, short: 1, says: 'workers that stand still until another has taken over' },
  },
  async run({ kills, freezes }): Promise<readonly Finding[]> {
    const courier = await startCourier({ paceMs });
    const { sink, vendor } = courier;
    const stand = await openStand();
    const workers: SpawnedWorker[] = [];
    const spawned = (): SpawnedWorker => {
      const worker = spawnWorker({
        databaseUrl: stand.appUrl,
        queueUrl: stand.queueUrl,
        redisUrl: null,
        env: { ...testSecretsEnv(), ...vendorEnv(vendor) },
        reachable: [sink.place],
        concurrency: 4,
        timings,
      });
      workers.push(worker);
      return worker;
    };
    const seen = {
      lost: [] as string[],
      log: [] as string[],
      repeated: [] as string[],
      charged: [] as string[],
      stale: [] as string[],
      resumedMs: [] as number[],
    };
    try {
      // The events come from other processes, so this reader finds them by looking.
      const ctx: ServiceContext = { ...(await stand.tenant()), bus: createInProcessBus({ pollMs: 5 }) };
      const { teamId } = ctx.actor;
      const agent = await createAgent({ ctx, input: { spec: courierSpec } });
      let working = spawned();
      await working.go();
      const rounds = kills + freezes;
      for (let round = 1; round <= rounds; round++) {
        const frozen = round % Math.ceil(rounds / Math.max(1, freezes)) === 0 && freezes > 0;
        const successor = spawned();
        const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: queryOf(round) } });
        // Anywhere between the first event and the last tool call, and anywhere between two events.
        await untilSeq(ctx, run_id, 1 + Math.floor(Math.random() * (toolCalls * 6)));
        await sleep(Math.random() * paceMs * 3);
        if (frozen) working.freeze();
        else await working.kill();
        const stoppedAt = performance.now();
        const before = await logOf(ctx, run_id);
        const doneBefore = [...sink.arrived];

        await successor.go();
        const resumed = untilSeq(ctx, run_id, before.length + 1).then(() => performance.now() - stoppedAt);
        if (before.at(-1)?.data.type === 'run.finished') resumed.catch(() => {});
        else seen.resumedMs.push(await resumed);
        const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(patienceMs) });
        if (run.status !== 'succeeded' || run.output !== answerOf(round)) {
          seen.lost.push(`${run_id} is ${run.status} ${JSON.stringify(run.error)}`);
        }
        if (frozen) {
          const ended = await logOf(ctx, run_id);
          const over = working.attemptOver(run_id);
          working.thaw();
          const late = new AbortController();
          const patience = sleep(patienceMs, undefined, { signal: late.signal });
          await Promise.race([over, patience.then(() => seen.stale.push(`${run_id} goes on`))]);
          late.abort();
          const after = await logOf(ctx, run_id);
          if (JSON.stringify(after) !== JSON.stringify(ended)) seen.stale.push(`${run_id} was written to`);
          await working.kill();
        }
        working = successor;

        const events = await logOf(ctx, run_id);
        seen.log.push(...wrongLog(events).map((what) => `${run_id}: ${what}`));
        if (JSON.stringify(events.slice(0, before.length)) !== JSON.stringify(before)) {
          seen.log.push(`${run_id}: what was stored has changed`);
        }
        for (const n of Array.from({ length: toolCalls }, (_, index) => index + 1)) {
          const times = sink.arrived.filter((each) => each === arrival(round, n)).length;
          const finished = finishedCalls(before).includes(`call_${n}`);
          const timesBefore = doneBefore.filter((each) => each === arrival(round, n)).length;
          // A frozen worker may have had it on its way; what it had finished nobody asks for again.
          if (finished && times > timesBefore) seen.repeated.push(arrival(round, n));
        }
        const asked = vendor.requests.filter(({ body }) =>
          JSON.stringify(body).includes(`round ${round}"`),
        ).length;
        const answered = await answeredCalls(stand.adminUrl, run_id);
        if (answered > asked) seen.charged.push(`${run_id}: ${answered} calls charged, ${asked} made`);
      }
      await working.stop();
      seen.charged.push(...(await wrongBooks(stand.adminUrl, teamId)));
      const of = `${rounds} runs`;
      return [
        none('0 runs lost', seen.lost, of),
        none('0 logs with a gap, a second end or a changed past', seen.log, of),
        none('0 write effects done twice', writesTwice(courier), `${rounds * writes}`),
        none('0 finished calls made again', seen.repeated, `${rounds * toolCalls}`),
        none('0 charged twice, 0 left set aside', seen.charged, of),
        none('0 stale writers get through', seen.stale, `${freezes}`),
        within('resumed within 30 s', seen.resumedMs, 30_000),
      ];
    } finally {
      await Promise.all(workers.map((worker) => worker.kill()));
      await stand.drop();
      await courier.close();
    }
  },
});

function finishedCalls(events: readonly RunEvent[]): string[] {
  return events.flatMap(({ data }) => (data.type === 'tool.result' ? [data.tool_call_id] : []));
}

async function untilSeq(ctx: ServiceContext, run_id: RunId, seq: number): Promise<void> {
  const signal = AbortSignal.timeout(patienceMs);
  for await (const event of await watchRunEvents({ ctx, input: { run_id }, signal })) {
    if (event.seq >= seq || event.data.type === 'run.finished') return;
  }
  throw new Error(`event ${seq} of ${run_id} never came`);
}
