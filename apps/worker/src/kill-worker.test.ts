import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunEvent, RunId } from '@agent-factory/contracts';
import {
  createAgent,
  createInProcessBus,
  listRunEvents,
  type ServiceContext,
  startRun,
  waitForRun,
  watchRunEvents,
} from '@agent-factory/services';
import { agentText, openStand, type Stand } from '@agent-factory/services/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type SpawnedWorker, spawnWorker } from './testing/spawn-worker.ts';

const kills = 20;
const toolCalls = 5;
const paceMs = 15;
const timings = { heartbeatMs: 200, deadAfterMs: 2_000, maxAttempts: 10 };

let stand: Stand;
let folder: string;
let toolLog: string;
const workers: SpawnedWorker[] = [];

beforeAll(async () => {
  stand = await openStand();
  folder = mkdtempSync(join(tmpdir(), 'agent-factory-kill-'));
  toolLog = join(folder, 'tool-calls');
  writeFileSync(toolLog, '');
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.kill()));
  rmSync(folder, { recursive: true });
  await stand.drop();
});

function spawned(): SpawnedWorker {
  const { appUrl, queueUrl } = stand;
  const worker = spawnWorker({ databaseUrl: appUrl, queueUrl, toolLog, toolCalls, paceMs, timings });
  workers.push(worker);
  return worker;
}

/** Which calls the tool has got so far, in order, whoever made them. */
function executed(): string[] {
  return readFileSync(toolLog, 'utf8').split('\n').filter(Boolean);
}

function finishedCalls(events: readonly RunEvent[]): string[] {
  return events.flatMap(({ data }) => (data.type === 'tool.result' ? [data.tool_call_id] : []));
}

async function untilSeq(ctx: ServiceContext, run_id: RunId, seq: number): Promise<void> {
  const signal = AbortSignal.timeout(20_000);
  for await (const event of await watchRunEvents({ ctx, input: { run_id }, signal })) {
    if (event.seq >= seq) return;
  }
  throw new Error(`event ${seq} never came`);
}

test(`Q4: kill -9 of the worker in the middle of a run, ${kills} times: each run finishes, once`, async () => {
  // The events come from other processes, so this reader finds them by looking.
  const ctx: ServiceContext = { ...(await stand.tenant()), bus: createInProcessBus({ pollMs: 5 }) };
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  let working = spawned();
  await working.go();
  let slowestMs = 0;

  for (let round = 1; round <= kills; round++) {
    const successor = spawned();
    const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: `round ${round}` } });
    // Anywhere between the first event and the last tool call, and anywhere between two events.
    await untilSeq(ctx, run_id, 1 + Math.floor(Math.random() * (toolCalls * 4 - 2)));
    await sleep(Math.random() * paceMs);
    await working.kill();
    const killedAt = performance.now();
    const { items: before } = await listRunEvents({ ctx, input: { run_id } });
    const callsBefore = executed().length;
    expect(before.at(-1)?.data.type, 'the kill came in the middle').not.toBe('run.finished');

    await successor.go();
    working = successor;
    const run = await waitForRun({ ctx, input: { run_id }, signal: AbortSignal.timeout(30_000) });
    slowestMs = Math.max(slowestMs, performance.now() - killedAt);
    expect(run).toMatchObject({ status: 'succeeded', output: `round ${round} is done` });

    const { items: events } = await listRunEvents({ ctx, input: { run_id } });
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.filter(({ data }) => data.type === 'run.finished')).toHaveLength(1);
    const ids = Array.from({ length: toolCalls }, (_, index) => `call_${index + 1}`);
    expect(finishedCalls(events)).toEqual(ids);
    const again = executed().slice(callsBefore);
    for (const id of finishedCalls(before)) {
      expect(again, 'a finished call is not made again').not.toContain(`${round} + ${ids.indexOf(id)}`);
    }
    // A machine so busy that the successor seems dead as well has a third attempt, and each may repeat one call.
    const attempts = events.filter(({ data }) => data.type === 'run.started').length;
    expect(again.length - new Set(again).size, 'nor is any other made twice').toBeLessThanOrEqual(
      attempts - 2,
    );
  }
  expect(slowestMs).toBeLessThan(30_000);
}, 240_000);
