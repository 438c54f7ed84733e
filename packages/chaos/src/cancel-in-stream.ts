import { setTimeout as sleep } from 'node:timers/promises';
import type { RunId } from '@agent-factory/contracts';
import {
  cancelRun,
  createAgent,
  createInProcessBus,
  getRun,
  type ServiceContext,
  startRun,
  watchRunEvents,
} from '@agent-factory/services';
import { openStand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none, within } from './bar.ts';
import { call, startVendor, vendorEnv } from './stand/conversation.ts';
import { logOf, wrongLog } from './stand/log-of-run.ts';
import { wrongBooks } from './stand/money.ts';
import { startSink } from './stand/sink.ts';
import { spawnWorker } from './stand/spawn-worker.ts';

const spec = `---
apiVersion: agentfactory/v1
kind: Agent
name: narrator
model: { task: simple_query, use: [openai/gpt-5-mini] }
tools: [http_get]
limits: { maxCostUsd: 0.5, maxSeconds: 120 }
---
Tell a long story.
`;
/** Of one answer; with its pace it takes half a minute. */
const words = 150;
const paceMs = 200;

export const cancel = barOf({
  id: 'CANCEL',
  title:
    'a run is cancelled while its answer streams, or while a tool is at work, from another process without Redis',
  counts: { cancels: { full: 50, short: 4, says: 'runs that are cancelled at random moments' } },
  async run({ cancels }): Promise<readonly Finding[]> {
    const sink = await startSink({ paceMs: 30_000 });
    const vendor = await startVendor(
      ({ said }) =>
        said.includes('fetch')
          ? call('c1', 'http_get', { url: `${sink.url}/slow` })
          : { text: Array.from({ length: words }, (_, n) => `word${n} `) },
      { paceMs },
    );
    const stand = await openStand();
    const worker = spawnWorker({
      databaseUrl: stand.appUrl,
      queueUrl: stand.queueUrl,
      redisUrl: null,
      env: { ...testSecretsEnv(), ...vendorEnv(vendor) },
      reachable: [sink.place],
      concurrency: 4,
    });
    try {
      const ctx: ServiceContext = { ...(await stand.tenant()), bus: createInProcessBus({ pollMs: 20 }) };
      const agent = await createAgent({ ctx, input: { spec } });
      await worker.go();
      const stoppedMs: number[] = [];
      const wrong: string[] = [];
      let inStream = 0;
      for (let round = 0; round < cancels; round++) {
        const inTool = round % 4 === 3;
        const hangUps = vendor.hangUps();
        const { run_id } = await startRun({
          ctx,
          input: { agent_id: agent.id, query: inTool ? 'fetch it' : 'tell' },
        });
        await untilEvent(ctx, run_id, inTool ? 'tool.call' : 'token');
        await sleep(Math.random() * 600);
        const from = performance.now();
        await cancelRun({ ctx, input: { run_id } });
        while ((await getRun({ ctx, input: { run_id } })).status === 'running') await sleep(10);
        stoppedMs.push(performance.now() - from);

        const view = await getRun({ ctx, input: { run_id } });
        const events = await logOf(ctx, run_id);
        wrong.push(...wrongLog(events).map((what) => `${run_id}: ${what}`));
        if (view.status !== 'cancelled') wrong.push(`${run_id} is ${view.status}`);
        if (inTool) continue;
        inStream += 1;
        const said = events.map(({ data }) => (data.type === 'token' ? data.text : '')).join('');
        if (!said.startsWith('word0 ') || said.includes(`word${words - 1} `)) {
          wrong.push(`${run_id} kept ${said.length} characters of its answer`);
        }
        for (let waits = 0; vendor.hangUps() === hangUps; waits++) {
          if (waits > 100) {
            wrong.push(`${run_id}: the vendor goes on`);
            break;
          }
          await sleep(10);
        }
      }
      await worker.stop();
      const of = `${cancels} runs, ${inStream} in the middle of an answer`;
      return [
        within('stopped within a second', stoppedMs, 1_000),
        none('0 end in another way, 0 vendors go on, what was said is kept', wrong, of),
        none('0 charged wrongly, 0 left set aside', await wrongBooks(stand.adminUrl, ctx.actor.teamId), of),
      ];
    } finally {
      await worker.kill();
      await stand.drop();
      await vendor.close();
      await sink.close();
    }
  },
});

async function untilEvent(ctx: ServiceContext, run_id: RunId, type: 'token' | 'tool.call'): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  for await (const { data } of await watchRunEvents({ ctx, input: { run_id }, signal })) {
    if (data.type === type) return;
  }
  throw new Error(`${run_id} never came to a ${type}`);
}
