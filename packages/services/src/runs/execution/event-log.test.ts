import type { RunEventData } from '@agent-factory/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../../agents/create.ts';
import { agentText, openStand, type Stand } from '../../testing/stand.ts';
import { listRunEvents } from '../list-events.ts';
import { startRun } from '../start.ts';
import { claim } from './claim.ts';
import { createEventLog } from './event-log.ts';
import { defaultRunTimings } from './run-timings.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

async function openLog(coalesceMs: number) {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  const input = { run_id, team_id: ctx.actor.teamId };
  const claimed = await claim({
    services: stand.services,
    input,
    workerId: 'one',
    timings: defaultRunTimings,
  });
  if (claimed === undefined) throw new Error('a queued run can be claimed');
  const failures: unknown[] = [];
  const log = createEventLog(stand.services, claimed.lease, {
    lastSeq: claimed.lastSeq,
    usage: claimed.usage,
    draft: claimed.draft,
    approvalsTold: [],
    coalesceMs,
    onFailure: (error) => failures.push(error),
  });
  const stored = async () => (await listRunEvents({ ctx, input: { run_id } })).items;
  const announced = () =>
    new Promise<void>((resolve) => {
      const stop = stand.services.bus.subscribe(run_id, () => {
        stop();
        resolve();
      });
    });
  return { log, stored, announced, failures };
}

const delta = (text: string, step = 1): Extract<RunEventData, { type: 'token' }> => ({
  type: 'token',
  step,
  text,
});
const toolStarted: RunEventData = {
  type: 'tool.call',
  step: 1,
  tool_call_id: 'c',
  name: 'calculator',
  arguments: {},
};
const toolFinished: RunEventData = {
  type: 'tool.result',
  step: 1,
  tool_call_id: 'c',
  name: 'calculator',
  outcome: 'ok',
  result: 1,
  duration_ms: 1,
};

test('whatever is written when, rows number without a gap and tell the same in the same order', async () => {
  const member = fc.constantFrom(undefined, 'a', 'a/b');
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ delta: fc.string(), step: fc.integer({ min: 1, max: 3 }), member }) },
    { weight: 2, arbitrary: fc.constant('started' as const) },
    { weight: 1, arbitrary: fc.constant('write' as const) },
    { weight: 1, arbitrary: fc.constant('turn' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { maxLength: 40 }), async (actions) => {
      const { log, stored, failures } = await openLog(1);
      const told: string[] = [];
      for (const next of actions) {
        if (next === 'write') await log.writeWith(async () => {});
        else if (next === 'turn') await new Promise(setImmediate);
        else if (next === 'started') {
          told.push('|');
          await log.append(toolStarted);
        } else {
          told.push(
            `${next.step}${next.member ?? ''}:${next.delta.toWellFormed().replaceAll('\0', '\uFFFD')}`,
          );
          const piece = delta(next.delta, next.step);
          await log.append(next.member === undefined ? piece : { ...piece, member: next.member });
        }
      }
      await log.finish({ status: 'succeeded', output: 'end', error: null });
      const rows = await stored();
      expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
      expect(rows.at(-1)?.data.type).toBe('run.finished');
      // Pieces of one member's step may have been joined; what they say may not have changed.
      const said = (pieces: readonly string[]) => {
        const joined: string[] = [];
        for (const piece of pieces) {
          const step = /^\d[^:]*:/.exec(piece)?.[0];
          const last = joined.at(-1);
          if (step !== undefined && last?.startsWith(step)) {
            joined.splice(-1, 1, last + piece.slice(step.length));
          } else joined.push(piece);
        }
        return joined;
      };
      const read = rows
        .slice(0, -1)
        .map(({ data }) => (data.type === 'token' ? `${data.step}${data.member ?? ''}:${data.text}` : '|'));
      expect(said(read)).toEqual(said(told));
      expect(failures).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test('Q4: a tool’s result is never in the rows without the checkpoint that knows of the call', async () => {
  const { log, stored, announced } = await openLog(1);
  const first = announced();
  await log.append(toolStarted);
  await log.append(toolFinished);
  await log.append(delta('after'));
  await first;
  expect((await stored()).map(({ data }) => data.type)).toEqual(['tool.call']);
  let saved = false;
  await log.writeWith(async () => {
    expect((await stored()).length, 'others see neither before the commit').toBe(1);
    saved = true;
  });
  expect(saved).toBe(true);
  expect((await stored()).map(({ data }) => data.type)).toEqual(['tool.call', 'tool.result', 'token']);
});

test('a checkpoint that cannot be saved takes its events back with it, and ends the writing', async () => {
  const { log, stored, failures } = await openLog(60_000);
  await log.append(toolFinished);
  const broken = log.writeWith(async () => {
    throw new Error('the disk is full');
  });
  await expect(broken).rejects.toThrow('the disk is full');
  expect(await stored()).toEqual([]);
  await expect(log.append(delta('more'))).rejects.toThrow('the disk is full');
  await expect(log.finish({ status: 'failed', output: null, error: null })).rejects.toThrow();
  expect(await stored()).toEqual([]);
  expect(failures).toHaveLength(1);
});
