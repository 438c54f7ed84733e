import { newId, type ThreadId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ToolPort } from '@agent-factory/orchestrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { cancelRun } from '../runs/cancel.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import type { ServiceContext, Services } from '../service-context.ts';
import { agentText, openStand, refusal, type Stand, toolsOf, withModel } from '../testing/stand.ts';
import { modelOf } from '../testing/stand-model.ts';
import { deleteThread } from './delete.ts';
import { getThread } from './get.ts';
import { listThreads } from './list.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;

/** Adds one by the calculator `calls` times, then says how often it was asked in this thread. */
function counting(services: Services, calls = 1): Services {
  const model = modelOf((results, messages) =>
    results < calls
      ? { call: 'calculator', input: { expression: `${results} + 1` } }
      : { text: `asked ${messages.filter(({ role }) => role === 'user').length} times` },
  );
  return { ...services, router: withModel(services.router, model) };
}

async function say(
  ctx: ServiceContext,
  agentId: Awaited<ReturnType<typeof createAgent>>['id'],
  query: string,
  threadId?: ThreadId,
) {
  const thread = threadId === undefined ? {} : { thread_id: threadId };
  const run = await startRun({ ctx, input: { agent_id: agentId, query, ...thread } });
  const input = { run_id: run.run_id, team_id: ctx.actor.teamId };
  await executeRun({ services: ctx, input, workerId: 'one', signal: never, timings: defaultRunTimings });
  return run;
}

async function tenantWithAgent() {
  const own = await stand.tenant();
  const ctx: ServiceContext = { ...own, ...counting(stand.services) };
  return { ctx, agent: await createAgent({ ctx, input: { spec: agentText('adder') } }) };
}

function rowsOf(sql: string, threadId: string): Promise<{ count: number }[]> {
  return queryAsAdmin(stand.adminUrl, sql.replaceAll('$thread', `'${threadId}'`)) as Promise<
    { count: number }[]
  >;
}

const checkpoints =
  'select count(*)::integer as count from orchestration.checkpoints where thread_id = $thread';

describe('threads', () => {
  test('are listed with what was asked first, those used last first, page by page', async () => {
    const { ctx, agent } = await tenantWithAgent();
    const other = await createAgent({ ctx, input: { spec: agentText('other') } });
    const first = await say(ctx, agent.id, '  What is\n1 + 1? ');
    const second = await say(ctx, other.id, 'x'.repeat(500));
    await say(ctx, agent.id, 'and now?', first.thread_id);

    const { items, next_cursor } = await listThreads({ ctx, input: {} });
    expect(items.map(({ id }) => id)).toEqual([first.thread_id, second.thread_id]);
    expect(next_cursor).toBeNull();
    expect(items[0]).toMatchObject({
      agent_name: 'adder',
      title: 'What is 1 + 1?',
      runs: 2,
      status: 'succeeded',
      closed: false,
    });
    expect(items[0]?.cost).toBeGreaterThan(0);
    expect(items[1]?.title).toHaveLength(120);

    const page = await listThreads({ ctx, input: { limit: 1 } });
    expect(page.items.map(({ id }) => id)).toEqual([first.thread_id]);
    const next = await listThreads({ ctx, input: { limit: 1, cursor: page.next_cursor ?? '' } });
    expect(next.items.map(({ id }) => id)).toEqual([second.thread_id]);
    const ofOther = await listThreads({ ctx, input: { agent_id: other.id } });
    expect(ofOther.items.map(({ id }) => id)).toEqual([second.thread_id]);
    expect(await refusal(listThreads({ ctx, input: { agent_id: newId('agent') } }))).toBe('not_found');

    await deleteAgent({ ctx, input: { id: other.id } });
    expect((await listThreads({ ctx, input: {} })).items[1]).toMatchObject({ closed: true });
  });

  test('tell who said what in which run, the newest page first and each in order', async () => {
    const { ctx, agent } = await tenantWithAgent();
    const one = await say(ctx, agent.id, 'one');
    const two = await say(ctx, agent.id, 'two', one.thread_id);
    const thread = await getThread({ ctx, input: { id: one.thread_id } });
    expect(thread.messages).toMatchObject([
      { role: 'user', run_id: one.run_id, content: 'one' },
      { role: 'agent', run_id: one.run_id, status: 'succeeded', content: 'asked 1 times' },
      { role: 'user', run_id: two.run_id, content: 'two' },
      { role: 'agent', run_id: two.run_id, status: 'succeeded', content: 'asked 2 times' },
    ]);
    expect(thread.next_cursor).toBeNull();
    const newest = await getThread({ ctx, input: { id: one.thread_id, limit: 1 } });
    expect(newest.messages.map(({ run_id }) => run_id)).toEqual([two.run_id, two.run_id]);
    const older = await getThread({
      ctx,
      input: { id: one.thread_id, limit: 1, cursor: newest.next_cursor ?? '' },
    });
    expect(older.messages.map(({ run_id }) => run_id)).toEqual([one.run_id, one.run_id]);
    expect(older.next_cursor).toBeNull();
  });

  test('of others are the same as none', async () => {
    const { ctx, agent } = await tenantWithAgent();
    const run = await say(ctx, agent.id, 'mine');
    const stranger = await stand.tenant();
    const viewer = await stand.member(ctx, 'viewer');
    for (const id of [run.thread_id, newId('thread')]) {
      expect(await refusal(getThread({ ctx: stranger, input: { id } }))).toBe('not_found');
      expect(await refusal(deleteThread({ ctx: stranger, input: { id } }))).toBe('not_found');
    }
    expect((await getThread({ ctx: viewer, input: { id: run.thread_id } })).runs).toBe(1);
    expect(await refusal(deleteThread({ ctx: viewer, input: { id: run.thread_id } }))).toBe('forbidden');
    expect((await getThread({ ctx, input: { id: run.thread_id } })).runs).toBe(1);
  });

  test('are deleted with runs, events and checkpoints, but not while one is at work; what it cost stays', async () => {
    const { ctx, agent } = await tenantWithAgent();
    const done = await say(ctx, agent.id, 'one');
    const id = done.thread_id;
    const queued = await startRun({ ctx, input: { agent_id: agent.id, query: 'two', thread_id: id } });
    expect(await refusal(deleteThread({ ctx, input: { id } }))).toBe('conflict');
    expect((await getThread({ ctx, input: { id } })).runs).toBe(2);
    await cancelRun({ ctx, input: { run_id: queued.run_id } });

    expect((await rowsOf(checkpoints, id))[0]?.count).toBeGreaterThan(0);
    await deleteThread({ ctx, input: { id } });
    expect(await refusal(getThread({ ctx, input: { id } }))).toBe('not_found');
    for (const sql of [
      checkpoints,
      'select count(*)::integer as count from public.runs where thread_id = $thread',
      `select count(*)::integer as count from public.run_events where run_id = '${done.run_id}'`,
    ])
      expect(await rowsOf(sql, id)).toEqual([{ count: 0 }]);
    const again = { agent_id: agent.id, query: 'three', thread_id: id };
    expect(await refusal(startRun({ ctx, input: again }))).toBe('not_found');
  });
});

describe('checkpoints', () => {
  test('a run at work can go back to any of its steps; once it has ended what the thread remembers is left', async () => {
    const { ctx: own, agent } = await tenantWithAgent();
    const during: number[] = [];
    let threadId = '';
    const tools: ToolPort = {
      definitions: (refs, options) => stand.tools.definitions(refs, options),
      async call(name, input, options) {
        during.push((await rowsOf(checkpoints, threadId))[0]?.count ?? 0);
        return stand.tools.call(name, input, options);
      },
    };
    const ctx: ServiceContext = { ...own, ...counting(stand.services, 40), toolsOf: toolsOf(tools) };
    const run = await startRun({
      ctx,
      input: {
        agent_id: (await createAgent({ ctx, input: { spec: agentText('long', 'limits: { maxSteps: 60 }') } }))
          .id,
        query: 'count',
      },
    });
    threadId = run.thread_id;
    const input = { run_id: run.run_id, team_id: ctx.actor.teamId };
    await executeRun({ services: ctx, input, workerId: 'one', signal: never, timings: defaultRunTimings });
    // Every step so far was there to go back to, many more than one chain of rows is long.
    expect(during).toHaveLength(40);
    expect(during.at(-1)).toBeGreaterThan(60);
    const [left] = await rowsOf(checkpoints, threadId);
    expect(left?.count).toBeLessThanOrEqual(25);
    expect(left?.count).toBeGreaterThan(0);
    expect(
      await rowsOf(
        'select count(*)::integer as count from orchestration.checkpoint_writes where thread_id = $thread',
        threadId,
      ),
    ).toEqual([{ count: 0 }]);

    // And it is enough to remember by.
    const again = await startRun({
      ctx,
      input: { agent_id: run.agent_id, query: 'more', thread_id: run.thread_id },
    });
    const next: ServiceContext = { ...own, ...counting(stand.services, 0) };
    await executeRun({
      services: next,
      input: { run_id: again.run_id, team_id: ctx.actor.teamId },
      workerId: 'one',
      signal: never,
      timings: defaultRunTimings,
    });
    const { messages } = await getThread({ ctx, input: { id: run.thread_id } });
    expect(messages.at(-1)).toMatchObject({ content: 'asked 2 times' });
    expect(agent.id).toBeDefined();
  });
});
