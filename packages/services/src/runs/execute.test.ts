import type { JobPayload, RunEvent, RunEventType } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ModelPort } from '@agent-factory/llm';
import type { ToolPort } from '@agent-factory/orchestrator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { createInProcessBus } from '../bus/in-process-bus.ts';
import { contextFor, type Services } from '../service-context.ts';
import { agentText, openStand, type Stand, toolsOf, withModel } from '../testing/stand.ts';
import { aborted, modelOf } from '../testing/stand-model.ts';
import { cancelRun } from './cancel.ts';
import { executeRun } from './execute.ts';
import { claim } from './execution/claim.ts';
import { createEventLog } from './execution/event-log.ts';
import { isLeaseLost } from './execution/lease.ts';
import { defaultRunTimings, type RunTimings } from './execution/run-timings.ts';
import { getRun } from './get.ts';
import { listRunEvents } from './list-events.ts';
import { startRun } from './start.ts';
import { waitForRun } from './wait-for-run.ts';
import { watchRunEvents } from './watch-events.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;

async function queued(parts: { model?: ModelPort; tools?: ToolPort; query?: string } = {}) {
  const services: Services = {
    ...stand.services,
    ...(parts.model === undefined ? {} : { router: withModel(stand.services.router, parts.model) }),
    ...(parts.tools === undefined ? {} : { toolsOf: toolsOf(parts.tools) }),
  };
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const agent = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const run = await startRun({
    ctx,
    input: { agent_id: agent.id, query: parts.query ?? 'What is 19 * 23?' },
  });
  const input: JobPayload<'execute_run'> = { run_id: run.run_id, team_id: ctx.actor.teamId };
  const execute = (workerId = 'one', signal = never, timings: Partial<RunTimings> = {}) =>
    executeRun({ services, input, workerId, signal, timings: { ...defaultRunTimings, ...timings } });
  const events = async () => (await listRunEvents({ ctx, input: { run_id: run.run_id } })).items;
  return { services, ctx, agent, run, input, execute, events };
}

/** Calls the calculator `calls` times, then answers. */
function counting(calls: number, wait?: (results: number, signal: AbortSignal) => Promise<unknown>) {
  return modelOf(
    (results) =>
      results < calls
        ? { call: 'calculator', input: { expression: `${results} + 1` } }
        : { text: 'It is done now.' },
    wait,
  );
}

function seqs(events: readonly RunEvent[]): number[] {
  return events.map(({ seq }) => seq);
}

function upTo(length: number): number[] {
  return Array.from({ length }, (_, index) => index + 1);
}

function ofType<T extends RunEventType>(events: readonly RunEvent[], type: T) {
  return events.filter(({ data }) => data.type === type);
}

describe('a run', () => {
  test('goes through its tool to an answer; its events tell it in order and agree with its row', async () => {
    const { ctx, run, execute, events } = await queued();
    await execute();
    const done = await getRun({ ctx, input: { run_id: run.run_id } });
    expect(done.status).toBe('succeeded');
    expect(done.output).toContain('437');
    expect(done.execution_time).toBeGreaterThanOrEqual(0);
    const items = await events();
    expect(seqs(items)).toEqual(upTo(items.length));
    const types = items.map(({ data }) => data.type).filter((type) => type !== 'token');
    expect(types).toEqual([
      'run.started',
      'step.started',
      'step.finished',
      'tool.call',
      'tool.result',
      'step.started',
      'step.finished',
      'run.finished',
    ]);
    expect(items.at(-1)?.data).toMatchObject({
      status: 'succeeded',
      output: done.output,
      tokens: done.tokens,
    });
    expect(stand.errors).toEqual([]);
  });

  test('is done once: a second job for it does nothing', async () => {
    const { execute, events } = await queued();
    await execute();
    const before = await events();
    await execute('two');
    expect(await events()).toEqual(before);
  });

  test('remembers its thread', async () => {
    const model = modelOf((_, messages) => ({
      text: `asked ${messages.filter(({ role }) => role === 'user').length} times`,
    }));
    const { services, ctx, agent, run, execute } = await queued({ model });
    await execute();
    const next = await startRun({
      ctx,
      input: { agent_id: agent.id, query: 'and again', thread_id: run.thread_id },
    });
    const input = { run_id: next.run_id, team_id: ctx.actor.teamId };
    await executeRun({ services, input, workerId: 'one', signal: never, timings: defaultRunTimings });
    expect((await getRun({ ctx, input: { run_id: next.run_id } })).output).toBe('asked 2 times');
  });

  test('that breaks inside fails in safe words, and the true error reaches the log alone', async () => {
    const model: ModelPort = {
      // biome-ignore lint/correctness/useYield: it breaks before it says anything
      async *stream() {
        throw new TypeError('secret at 10.0.0.7');
      },
    };
    const { ctx, run, execute, events } = await queued({ model });
    await execute();
    const failed = await getRun({ ctx, input: { run_id: run.run_id } });
    expect(failed.status).toBe('failed');
    expect(failed.error?.message).not.toContain('secret');
    expect(JSON.stringify(await events())).not.toContain('secret');
  });
});

describe('cancelling', () => {
  test('a run at work stops within moments, wherever it waits, and keeps what it used', async () => {
    const reached = Promise.withResolvers<void>();
    const model = counting(1, async (results, signal) => {
      if (results === 0) return;
      reached.resolve();
      await aborted(signal);
    });
    const { ctx, run, execute, events } = await queued({ model });
    const executed = execute('one', never, { heartbeatMs: 60_000, cancelLookMs: 0 });
    await reached.promise;
    const askedAt = performance.now();
    await cancelRun({ ctx, input: { run_id: run.run_id } });
    await executed;
    // The heartbeat is a minute away: the announcement alone is what stopped it.
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    const done = await getRun({ ctx, input: { run_id: run.run_id } });
    expect(done).toMatchObject({
      status: 'cancelled',
      error: { code: 'cancelled' },
      output: null,
      tokens: { input: 10, output: 5, total: 15 },
      cost: 0.000001,
      model: 'scripted/one',
    });
    const items = await events();
    expect(ofType(items, 'run.finished')).toHaveLength(1);
    expect(items.at(-1)?.data).toMatchObject({ type: 'run.finished', status: 'cancelled' });
    expect(await cancelRun({ ctx, input: { run_id: run.run_id } })).toEqual(done);
  });

  test('a worker in another process looks for the request, though its next heartbeat is far off', async () => {
    const reached = Promise.withResolvers<void>();
    const model = counting(0, async (_, signal) => {
      reached.resolve();
      await aborted(signal);
    });
    const { ctx, run, execute } = await queued({ model });
    const executed = execute('one', never, { heartbeatMs: 60_000, cancelLookMs: 20 });
    await reached.promise;
    // Another process has a bus of its own.
    const elsewhere = { ...ctx, bus: createInProcessBus({ pollMs: 50 }) };
    await cancelRun({ ctx: elsewhere, input: { run_id: run.run_id } });
    await executed;
    expect((await getRun({ ctx, input: { run_id: run.run_id } })).status).toBe('cancelled');
  });
});

describe('handing over', () => {
  test('a run that is handed back goes on where it was: no finished tool call twice, no gap', async () => {
    const calls: string[] = [];
    const handBack = new AbortController();
    const tools: ToolPort = {
      definitions: (refs, options) => stand.tools.definitions(refs, options),
      async call(_, input) {
        calls.push(String(input.expression));
        return { outcome: 'ok', value: calls.length };
      },
    };
    // The first worker is told to stop while the model thinks about the second result.
    const model = counting(4, async (results, signal) => {
      if (results === 2 && !handBack.signal.aborted) {
        handBack.abort();
        await aborted(signal);
      }
    });
    const { ctx, run, execute, events } = await queued({ model, tools });
    await execute('one', handBack.signal);
    expect((await getRun({ ctx, input: { run_id: run.run_id } })).status).toBe('queued');
    await execute('two');
    expect(await getRun({ ctx, input: { run_id: run.run_id } })).toMatchObject({
      status: 'succeeded',
      output: 'It is done now.',
    });
    expect(calls).toEqual(['0 + 1', '1 + 1', '2 + 1', '3 + 1']);
    const items = await events();
    expect(seqs(items)).toEqual(upTo(items.length));
    expect(ofType(items, 'run.started').map(({ data }) => data)).toMatchObject([
      { attempt: 1 },
      { attempt: 2 },
    ]);
    expect(ofType(items, 'tool.result')).toHaveLength(4);
    expect(ofType(items, 'run.finished')).toHaveLength(1);
  });

  test('whoever has lost a run to another worker writes nothing more', async () => {
    const { services, ctx, run, input, execute, events } = await queued();
    const dead = { ...defaultRunTimings, deadAfterMs: 0 };
    const first = await claim({ services, input, workerId: 'stale', timings: dead });
    if (first === undefined) throw new Error('a queued run can be claimed');
    const failures: unknown[] = [];
    const log = createEventLog(services, first.lease, {
      lastSeq: first.lastSeq,
      usage: first.usage,
      draft: first.draft,
      approvalsTold: [],
      coalesceMs: 5,
      onFailure: (error) => failures.push(error),
    });
    await execute('quick', never, { deadAfterMs: 0 });
    const before = await events();
    const row = await getRun({ ctx, input: { run_id: run.run_id } });
    expect(row.status).toBe('succeeded');

    await log.append({ type: 'step.started', step: 1, task: 'simple_query' });
    let saved = false;
    const write = log.writeWith(async () => {
      saved = true;
    });
    await expect(write).rejects.toSatisfy(isLeaseLost);
    await expect(log.finish({ status: 'failed', output: null, error: null })).rejects.toSatisfy(isLeaseLost);
    expect(saved).toBe(false);
    expect(failures).toHaveLength(1);
    expect(await events()).toEqual(before);
    expect(await getRun({ ctx, input: { run_id: run.run_id } })).toEqual(row);
  });

  test('a run whose worker lives is nobody else’s', async () => {
    const { services, input } = await queued();
    const claims = await Promise.all(
      ['a', 'b', 'c', 'd'].map((workerId) =>
        claim({ services, input, workerId, timings: defaultRunTimings }),
      ),
    );
    expect(claims.filter((claimed) => claimed !== undefined)).toHaveLength(1);
  });

  test('a database that fails in the middle hands the run back; it is no failure of the run', async () => {
    const { services, ctx, agent, run, execute } = await queued({ model: counting(1) });
    const table = 'orchestration.checkpoints';
    await queryAsAdmin(stand.adminUrl, `revoke insert on ${table} from agent_factory_worker`);
    await expect(execute()).rejects.toThrow('permission denied');
    expect((await getRun({ ctx, input: { run_id: run.run_id } })).status).toBe('queued');
    await queryAsAdmin(stand.adminUrl, `grant insert on ${table} to agent_factory_worker`);
    await execute('two');
    expect((await getRun({ ctx, input: { run_id: run.run_id } })).status).toBe('succeeded');

    const next = await startRun({
      ctx,
      input: { agent_id: agent.id, query: 'again', thread_id: run.thread_id },
    });
    const input = { run_id: next.run_id, team_id: ctx.actor.teamId };
    const again = () =>
      executeRun({ services, input, workerId: 'one', signal: never, timings: defaultRunTimings });
    await queryAsAdmin(stand.adminUrl, `revoke select on ${table} from agent_factory_worker`);
    await expect(again()).rejects.toThrow('permission denied');
    await queryAsAdmin(stand.adminUrl, `grant select on ${table} to agent_factory_worker`);
    await again();
    expect((await getRun({ ctx, input: { run_id: next.run_id } })).status).toBe('succeeded');
  });

  test('a run that was interrupted too often fails for good', async () => {
    const { services, ctx, run, input, execute } = await queued();
    const dead = { ...defaultRunTimings, deadAfterMs: 0 };
    for (let n = 0; n < 3; n++) await claim({ services, input, workerId: `dead-${n}`, timings: dead });
    await execute('last', never, { deadAfterMs: 0, maxAttempts: 3 });
    expect(await getRun({ ctx, input: { run_id: run.run_id } })).toMatchObject({
      status: 'failed',
      error: { code: 'unavailable' },
    });
  });
});

describe('watching', () => {
  test('a reader gets every event once and in order, from wherever it begins, and the end', async () => {
    const { ctx, run, execute, events } = await queued({ model: counting(3) });
    const read = async (after_seq: number, context = ctx) => {
      const seen: RunEvent[] = [];
      const input = { run_id: run.run_id, after_seq };
      for await (const event of await watchRunEvents({ ctx: context, input, signal: never }))
        seen.push(event);
      return seen;
    };
    // Here since before it began; in another process, which no announcement reaches; and afterwards.
    const elsewhere = { ...ctx, bus: createInProcessBus({ pollMs: 20 }) };
    const live = [read(0), read(3), read(0, elsewhere)];
    await execute();
    const all = await events();
    const [fromStart, fromThree, polled] = await Promise.all(live);
    expect(fromStart).toEqual(all);
    expect(fromThree).toEqual(all.slice(3));
    expect(polled).toEqual(all);
    expect(await read(0)).toEqual(all);
    expect(await read(all.length)).toEqual([]);
  });

  test('a reader that goes away ends quietly and leaves nothing behind', async () => {
    const { ctx, run } = await queued();
    const leaving = new AbortController();
    const stream = await watchRunEvents({ ctx, input: { run_id: run.run_id }, signal: leaving.signal });
    const first = stream.next();
    leaving.abort();
    expect(await first).toEqual({ value: undefined, done: true });
  });

  test('waiting answers with the ended run, or with the run as it is when patience ends', async () => {
    const { ctx, run, execute } = await queued();
    const input = { run_id: run.run_id };
    expect((await waitForRun({ ctx, input, signal: AbortSignal.abort() })).status).toBe('queued');
    const waiting = waitForRun({ ctx, input, signal: never });
    await execute();
    expect((await waiting).status).toBe('succeeded');
  });
});
