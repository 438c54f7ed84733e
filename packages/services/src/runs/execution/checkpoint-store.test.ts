import type { ThreadId } from '@agent-factory/contracts';
import type { CheckpointRow, PendingWriteRow } from '@agent-factory/orchestrator';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../../agents/create.ts';
import { agentText, openStand, type Stand } from '../../testing/stand.ts';
import { startRun } from '../start.ts';
import { createCheckpointStore } from './checkpoint-store.ts';
import { claim } from './claim.ts';
import { createEventLog } from './event-log.ts';
import { isLeaseLost } from './lease.ts';
import { defaultRunTimings } from './run-timings.ts';
import { noUsage } from './run-usage.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

/** A run of a new tenant, and a way to claim it: each claim makes the ones before it stale. */
async function queuedRun() {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const run = await startRun({ ctx, input: { agent_id: agent.id, query: '1 + 1' } });
  return {
    threadId: run.thread_id,
    async store() {
      const claimed = await claim({
        services: stand.services,
        input: { run_id: run.run_id, team_id: ctx.actor.teamId },
        workerId: 'one',
        timings: { ...defaultRunTimings, deadAfterMs: -60_000 },
      });
      if (claimed === undefined) throw new Error('the run could not be claimed');
      const log = createEventLog(stand.services, claimed.lease, {
        lastSeq: claimed.lastSeq,
        usage: noUsage,
        draft: claimed.draft,
        approvalsTold: [],
        coalesceMs: 5,
        onFailure: () => {},
      });
      return {
        log,
        store: createCheckpointStore(claimed.lease, log, { freshThread: false }),
      };
    },
  };
}

function row(threadId: ThreadId, number: number, depth: number, body = '{}'): CheckpointRow {
  const id = (n: number) => `1f0-${String(n).padStart(4, '0')}`;
  return {
    threadId,
    namespace: '',
    checkpointId: id(number),
    parentId: number === 0 ? null : id(number - 1),
    depth,
    body,
  };
}

const newest = (threadId: ThreadId) => ({ threadId, namespace: '', checkpointId: null });

describe('the checkpoints of a run in Postgres', () => {
  test('come back as a chain to the nearest complete one, whatever text they hold', async () => {
    const run = await queuedRun();
    const { store } = await run.store();
    expect(await store.load(newest(run.threadId))).toBeNull();
    const bodies = fc
      .sample(fc.string({ unit: 'binary' }), 6)
      .map((text) => JSON.stringify(`${text}\0\uD800`));
    const rows = bodies.map((body, number) => row(run.threadId, number, number % 4, body));
    await store.save(rows.slice(0, 3), []);
    await store.save(rows.slice(3), []);
    await store.save(rows.slice(3), []);
    expect(await store.load(newest(run.threadId))).toEqual({ chain: [rows[5], rows[4]], writes: [] });
    const third = { ...newest(run.threadId), checkpointId: rows[3]?.checkpointId ?? '' };
    expect(await store.load(third)).toEqual({ chain: [rows[3], rows[2], rows[1], rows[0]], writes: [] });
    const page = { threadId: run.threadId, namespace: '', before: rows[4]?.checkpointId ?? '', limit: 2 };
    expect(await store.list(page)).toEqual([rows[3]?.checkpointId, rows[2]?.checkpointId]);
    await store.deleteThread(run.threadId);
    expect(await store.load(newest(run.threadId))).toBeNull();
  });

  test('keep the first of a write, and the last of an error', async () => {
    const run = await queuedRun();
    const { store } = await run.store();
    const only = row(run.threadId, 0, 0);
    const write = (index: number, body: string): PendingWriteRow => ({
      threadId: run.threadId,
      namespace: '',
      checkpointId: only.checkpointId,
      taskId: 'task',
      index,
      channel: index < 0 ? '__error__' : 'messages',
      body,
    });
    await store.save([only], [write(0, '"first"'), write(-1, '"first"')]);
    await store.save([], [write(0, '"second"'), write(-1, '"second"')]);
    const stored = await store.load(newest(run.threadId));
    expect(stored?.writes).toEqual([write(-1, '"second"'), write(0, '"first"')]);
  });

  test('are refused from a worker whose run another has taken over, events and all (Q4)', async () => {
    const run = await queuedRun();
    const stale = await run.store();
    const fresh = await run.store();
    await stale.log.append({ type: 'step.started', step: 1, task: 'simple_query' });
    const save = stale.store.save([row(run.threadId, 0, 0, '"stale"')], []);
    await expect(save).rejects.toSatisfy(isLeaseLost);
    expect(await fresh.store.load(newest(run.threadId))).toBeNull();
    await fresh.store.save([row(run.threadId, 0, 0, '"fresh"')], []);
    expect((await fresh.store.load(newest(run.threadId)))?.chain[0]?.body).toBe('"fresh"');
  });

  test('are neither read, written, listed nor deleted from another tenant', async () => {
    const mine = await queuedRun();
    const { store } = await mine.store();
    await store.save([row(mine.threadId, 0, 0, '"mine"')], []);
    const theirs = await (await queuedRun()).store();
    expect(await theirs.store.load(newest(mine.threadId))).toBeNull();
    expect(
      await theirs.store.list({ threadId: mine.threadId, namespace: '', before: null, limit: 9 }),
    ).toEqual([]);
    await theirs.store.deleteThread(mine.threadId);
    await expect(theirs.store.save([row(mine.threadId, 1, 0, '"theirs"')], [])).rejects.toThrow();
    expect((await store.load(newest(mine.threadId)))?.chain).toEqual([row(mine.threadId, 0, 0, '"mine"')]);
  });
});
