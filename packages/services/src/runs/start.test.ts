import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { deleteAgent } from '../agents/delete.ts';
import { updateAgent } from '../agents/update.ts';
import type { ServiceContext } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand } from '../testing/stand.ts';
import { cancelRun } from './cancel.ts';
import { getRun } from './get.ts';
import { listRuns } from './list.ts';
import { listRunEvents } from './list-events.ts';
import { startRun } from './start.ts';
import { watchRunEvents } from './watch-events.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

/** How many runs, threads and jobs the team has. */
async function counted(ctx: ServiceContext): Promise<{ runs: number; threads: number; jobs: number }> {
  const [row] = await queryAsAdmin<{ runs: number; threads: number; jobs: number }>(
    stand.adminUrl,
    `select (select count(*)::int from public.runs where team_id = $1) as runs,
      (select count(*)::int from public.threads where team_id = $1) as threads,
      (select count(*)::int from graphile_worker._private_jobs where payload ->> 'team_id' = $1) as jobs`,
    [ctx.actor.teamId],
  );
  if (row === undefined) throw new Error('a count has a row');
  return row;
}

async function withAgent(parts = '') {
  const ctx = await stand.tenant();
  const agent = await createAgent({ ctx, input: { spec: agentText('adder', parts) } });
  return { ctx, agent };
}

describe('starting', () => {
  test('row, thread and job are there together, at the version of the moment', async () => {
    const { ctx, agent } = await withAgent();
    const run = await startRun({ ctx, input: { agent_id: agent.id, query: '2 + 3' } });
    expect(run).toMatchObject({
      status: 'queued',
      agent_name: 'adder',
      version: 1,
      spec_hash: agent.spec_hash,
      input: { query: '2 + 3' },
      cost: 0,
      execution_time: null,
    });
    expect(await counted(ctx)).toEqual({ runs: 1, threads: 1, jobs: 1 });
    expect(await getRun({ ctx, input: { run_id: run.run_id } })).toEqual(run);
  });

  test('a run keeps the version that it pinned', async () => {
    const { ctx, agent } = await withAgent();
    const spec = agentText('adder', 'limits: { maxSteps: 3 }');
    await updateAgent({ ctx, input: { id: agent.id, spec } });
    const newest = await startRun({ ctx, input: { agent_id: agent.id, input: 'x' } });
    const first = await startRun({ ctx, input: { agent_id: agent.id, input: 'x', version: 1 } });
    expect([newest.version, first.version]).toEqual([2, 1]);
    const unknown = startRun({ ctx, input: { agent_id: agent.id, input: 'x', version: 3 } });
    expect(await refusal(unknown)).toBe('not_found');
  });

  test('an agent that ran a moment ago starts at its newest version all the same, and not at all once it is gone', async () => {
    const { ctx, agent } = await withAgent();
    const start = (input: object = {}) =>
      startRun({ ctx, input: { agent_id: agent.id, input: 'x', ...input } });
    expect([(await start()).version, (await start()).version]).toEqual([1, 1]);
    await updateAgent({ ctx, input: { id: agent.id, spec: agentText('summer') } });
    expect(await start()).toMatchObject({ version: 2, agent_name: 'summer' });
    expect((await start({ version: 1 })).version).toBe(1);
    expect((await start()).version).toBe(2);

    const once = await start({ idempotency_key: 'k' });
    expect((await start({ idempotency_key: 'k' })).run_id).toBe(once.run_id);
    expect(await refusal(start({ idempotency_key: 'k', input: 'y' }))).toBe('idempotency_mismatch');

    const before = await counted(ctx);
    const stranger = await stand.tenant();
    const theirs = startRun({ ctx: stranger, input: { agent_id: agent.id, input: 'x' } });
    expect(await refusal(theirs)).toBe('not_found');
    await deleteAgent({ ctx, input: { id: agent.id } });
    expect(await refusal(start())).toBe('not_found');
    expect(await counted(ctx)).toEqual(before);
  });

  test('what cannot run or does not fit is refused before anything is written', async () => {
    const { ctx, agent } = await withAgent(
      'input: { type: object, properties: { a: { type: number } }, required: [a] }',
    );
    const team = await createAgent({
      ctx,
      input: {
        spec: 'apiVersion: agentfactory/v1\nkind: Team\nname: desk\npattern: sequence\nmembers: [{ agent: one }]\n',
      },
    });
    let deep: Record<string, unknown> = { a: 1 };
    for (let n = 0; n < 5_000; n++) deep = { deep };
    const attempts = [
      startRun({ ctx, input: { agent_id: agent.id, query: 'no a' } }),
      startRun({ ctx, input: { agent_id: agent.id, input: { a: 'one' } } }),
      startRun({ ctx, input: { agent_id: agent.id, input: deep } }),
      startRun({ ctx, input: { agent_id: agent.id, input: { a: 1 }, query: 'both' } }),
      startRun({ ctx, input: { agent_id: agent.id, input: { a: 1 }, thread_id: newId('thread') } }),
      startRun({ ctx, input: { agent_id: team.id, query: 'x' } }),
    ];
    expect(await Promise.all(attempts.map(refusal))).toEqual([
      'invalid_input',
      'invalid_input',
      'invalid_input',
      'invalid_input',
      'not_found',
      'not_found',
    ]);
    expect(await counted(ctx)).toEqual({ runs: 0, threads: 0, jobs: 0 });
  });

  test('a deleted agent starts nothing', async () => {
    const { ctx, agent } = await withAgent();
    await deleteAgent({ ctx, input: { id: agent.id } });
    expect(await refusal(startRun({ ctx, input: { agent_id: agent.id, query: 'x' } }))).toBe('not_found');
  });
});

describe('idempotency', () => {
  test('the same call again answers with the same run; another with the same key is refused', async () => {
    const { ctx, agent } = await withAgent();
    const input = { agent_id: agent.id, query: '1 + 1', idempotency_key: 'k-1' };
    const first = await startRun({ ctx, input });
    expect(await startRun({ ctx, input })).toEqual(first);
    const other = startRun({ ctx, input: { ...input, query: '1 + 2' } });
    expect(await refusal(other)).toBe('idempotency_mismatch');
    expect(await counted(ctx)).toEqual({ runs: 1, threads: 1, jobs: 1 });
  });

  test('equal requests are equal however they are written', async () => {
    const { ctx, agent } = await withAgent();
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.uuid(), async (query, idempotency_key) => {
        const asQuery = await startRun({ ctx, input: { agent_id: agent.id, query, idempotency_key } });
        const asText = await startRun({ ctx, input: { agent_id: agent.id, input: query, idempotency_key } });
        const asObject = await startRun({
          ctx,
          input: { agent_id: agent.id, input: { query }, idempotency_key },
        });
        expect([asText.run_id, asObject.run_id]).toEqual([asQuery.run_id, asQuery.run_id]);
      }),
      { numRuns: 10 },
    );
  });

  test('of ten equal calls at once, one makes the run and all answer with it', async () => {
    const { ctx, agent } = await withAgent();
    const input = { agent_id: agent.id, query: '1 + 1', idempotency_key: 'at-once' };
    const runs = await Promise.all(Array.from({ length: 10 }, () => startRun({ ctx, input })));
    expect(new Set(runs.map(({ run_id }) => run_id)).size).toBe(1);
    expect(await counted(ctx)).toEqual({ runs: 1, threads: 1, jobs: 1 });
  });

  test('a key is its team’s own', async () => {
    const [one, two] = await Promise.all([withAgent(), withAgent()]);
    const [first, second] = await Promise.all(
      [one, two].map(({ ctx, agent }) =>
        startRun({ ctx, input: { agent_id: agent.id, query: 'x', idempotency_key: 'same' } }),
      ),
    );
    expect(first?.run_id).not.toBe(second?.run_id);
  });
});

test('of five runs at once in one thread, one starts', async () => {
  const { ctx, agent } = await withAgent();
  const first = await startRun({ ctx, input: { agent_id: agent.id, query: 'begin' } });
  const { thread_id } = await cancelRun({ ctx, input: { run_id: first.run_id } });
  const all = await Promise.allSettled(
    Array.from({ length: 5 }, () => startRun({ ctx, input: { agent_id: agent.id, query: 'on', thread_id } })),
  );
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const result of all) {
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict' });
  }
});

test('a run that nobody works on yet is cancelled here and now, once', async () => {
  const { ctx, agent } = await withAgent();
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  const all = await Promise.all(Array.from({ length: 4 }, () => cancelRun({ ctx, input: { run_id } })));
  const cancelled = await getRun({ ctx, input: { run_id } });
  expect(cancelled).toMatchObject({
    status: 'cancelled',
    error: { code: 'cancelled' },
    execution_time: null,
  });
  expect(all.some(({ status }) => status === 'cancelled')).toBe(true);
  const { items } = await listRunEvents({ ctx, input: { run_id } });
  expect(items).toMatchObject([{ seq: 1, data: { type: 'run.finished', status: 'cancelled' } }]);
});

test('pages show every run once, newest first, by agent and by status', async () => {
  const { ctx, agent } = await withAgent();
  const other = await createAgent({ ctx, input: { spec: agentText('other') } });
  const made: string[] = [];
  for (let n = 0; n < 6; n++) {
    const agent_id = n % 2 === 0 ? agent.id : other.id;
    const { run_id } = await startRun({ ctx, input: { agent_id, query: `${n}` } });
    if (n < 2) await cancelRun({ ctx, input: { run_id } });
    made.unshift(run_id);
  }
  const paged = async (filter: object, limit: number) => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listRuns({ ctx, input: { ...filter, limit, ...(cursor ? { cursor } : {}) } });
      seen.push(...page.items.map(({ run_id }) => run_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return seen;
  };
  for (const limit of [1, 2, 4, 6, 100]) {
    expect(await paged({}, limit)).toEqual(made);
    expect(await paged({ agent_id: agent.id }, limit)).toEqual([made[1], made[3], made[5]]);
    expect(await paged({ status: 'cancelled' }, limit)).toEqual([made[4], made[5]]);
    expect(await paged({ agent_id: agent.id, status: 'queued' }, limit)).toEqual([made[1], made[3]]);
  }
});

test('Q2: every verb answers for another team as for nothing at all, and changes nothing', async () => {
  const { ctx, agent } = await withAgent();
  const run = await startRun({ ctx, input: { agent_id: agent.id, query: 'mine' } });
  const { ctx: stranger, agent: own } = await withAgent();
  const before = await counted(stranger);

  const asked = async (
    runId: typeof run.run_id,
    agentId: typeof agent.id,
    threadId: typeof run.thread_id,
  ) => {
    const input = { run_id: runId };
    const attempts = [
      getRun({ ctx: stranger, input }),
      cancelRun({ ctx: stranger, input }),
      listRunEvents({ ctx: stranger, input }),
      watchRunEvents({ ctx: stranger, input, signal: AbortSignal.timeout(5_000) }),
      listRuns({ ctx: stranger, input: { agent_id: agentId } }),
      startRun({ ctx: stranger, input: { agent_id: agentId, query: 'x' } }),
      startRun({ ctx: stranger, input: { agent_id: own.id, query: 'x', thread_id: threadId } }),
    ];
    return Promise.all(
      attempts.map(async (attempt) => {
        const { code, message } = await refusalError(attempt);
        return `${code} ${message}`;
      }),
    );
  };
  const foreign = await asked(run.run_id, agent.id, run.thread_id);
  expect(foreign).toEqual(await asked(newId('run'), newId('agent'), newId('thread')));
  expect(foreign.every((answer) => answer.startsWith('not_found '))).toBe(true);
  expect(await getRun({ ctx, input: { run_id: run.run_id } })).toEqual(run);
  expect(await counted(stranger)).toEqual(before);
  expect((await listRuns({ ctx: stranger, input: {} })).items).toEqual([]);
});

test('a thread belongs to its agent', async () => {
  const { ctx, agent } = await withAgent();
  const other = await createAgent({ ctx, input: { spec: agentText('other') } });
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  const { thread_id } = await cancelRun({ ctx, input: { run_id } });
  const mixed = startRun({ ctx, input: { agent_id: other.id, query: 'x', thread_id } });
  expect(await refusal(mixed)).toBe('not_found');
});

test('a viewer watches and starts nothing', async () => {
  const { ctx, agent } = await withAgent();
  const { run_id } = await startRun({ ctx, input: { agent_id: agent.id, query: 'x' } });
  const viewer = await stand.member(ctx, 'viewer');
  expect((await getRun({ ctx: viewer, input: { run_id } })).run_id).toBe(run_id);
  const start = startRun({ ctx: viewer, input: { agent_id: agent.id, query: 'x' } });
  expect(await refusal(start)).toBe('forbidden');
  expect(await refusal(cancelRun({ ctx: viewer, input: { run_id } }))).toBe('forbidden');
});
