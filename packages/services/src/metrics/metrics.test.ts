import { openDatabase } from '@agent-factory/db';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import { agentText, openStand, type Stand } from '../testing/stand.ts';
import { batchTests } from '../tests/batch.ts';
import { executeTests } from '../tests/execute.ts';
import { getMetrics } from './get.ts';
import { watchPlatformLoad } from './platform-load.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const signal = new AbortController().signal;

test('whoever runs the platform sees what waits and how tests end, of all teams and of no team by name', async () => {
  const ctx = await stand.tenant();
  const load = async () => (await watchPlatformLoad(ctx)()) ?? { queue: [], openTrials: {}, endedTests: {} };
  const ready = async (wanted: string) =>
    (await load()).queue.find(({ task }) => task === wanted)?.ready ?? 0;
  const [runs, { openTrials, endedTests }] = [await ready('execute_run'), await load()];
  const { id: agent_id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  await startRun({ ctx, input: { agent_id, query: 'What is 1 + 1?' } });
  const asked = { test_name: 'sum', input_text: 'What is 2 * 3?' };
  const contains = (text: string) => ({
    ...asked,
    assertions: [{ kind: 'contains' as const, texts: [text] }],
  });
  const { run_id: test_run_id } = await batchTests({
    ctx,
    input: { agent_id, tests: [contains('6'), contains('7')] },
  });
  expect(await ready('execute_run')).toBe(runs + 1);
  expect((await load()).openTrials.queued).toBe((openTrials.queued ?? 0) + 2);
  await executeTests({ services: ctx, input: { test_run_id, team_id: ctx.actor.teamId }, signal });
  const after = await load();
  expect(after.openTrials).toEqual(openTrials);
  expect(after.endedTests).toEqual({
    ...endedTests,
    pass: (endedTests.pass ?? 0) + 1,
    fail: (endedTests.fail ?? 0) + 1,
  });
  expect(JSON.stringify(after)).not.toContain(ctx.actor.teamId);
});

test('it is counted no more often than every five seconds, and a database that cannot say is no error', async () => {
  const ctx = await stand.tenant();
  let now = 1_000;
  const errors: unknown[] = [];
  const watched = {
    ...ctx,
    clock: { ...ctx.clock, now: () => now },
    onError: (error: unknown) => errors.push(error),
  };
  const load = watchPlatformLoad(watched);
  const first = await load();
  expect(await load()).toBe(first);
  now += 5_000;
  expect(await load()).not.toBe(first);
  // Nobody listens there.
  const db = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/nothing', maxConnections: 1 });
  expect(await watchPlatformLoad({ ...watched, db })()).toBeNull();
  await db.close();
  expect(errors).toHaveLength(1);
});

test('a team sees its own runs, tests and calls in numbers, and nobody else’s', async () => {
  const [ctx, other] = [await stand.tenant(), await stand.tenant()];
  const { id: agent_id } = await createAgent({ ctx, input: { spec: agentText('adder') } });
  const team_id = ctx.actor.teamId;
  for (const query of ['What is 1 + 1?', 'What is 2 + 2?']) {
    const { run_id } = await startRun({ ctx, input: { agent_id, query } });
    const work = { services: ctx, workerId: 'one', signal, timings: defaultRunTimings };
    if (query.includes('1')) await executeRun({ ...work, input: { run_id, team_id } });
  }
  const right = { test_name: 'right', input_text: 'What is 2 * 3?' };
  const { run_id: test_run_id } = await batchTests({
    ctx,
    input: {
      agent_id,
      tests: [
        { ...right, assertions: [{ kind: 'contains', texts: ['6'] }] },
        { ...right, expected_behavior: 'It is right.' },
      ],
    },
  });
  await executeTests({ services: ctx, input: { test_run_id, team_id }, signal });
  await stand.services.spending.accounts.drain();
  const metrics = await getMetrics({ ctx, input: {} });
  expect(metrics).toMatchObject({
    requests: { total: 4, errors: 1 },
    runs: { by_status: { succeeded: 1, queued: 1 } },
    tests: { by_verdict: { pass: 1, error: 1 } },
    model_calls: { total: 6, failed_attempts: 0, cost_usd: 0 },
    queue: { runs: 1, waiting_for_people: 0, trials: 0 },
    cache: { answers: 0, hit_rate: 0 },
  });
  expect(metrics.runs.latency_ms.p95).toBeGreaterThan(0);
  expect(metrics.router.models_configured).toBeGreaterThan(0);
  expect(await getMetrics({ ctx: other, input: {} })).toMatchObject({
    requests: { total: 0, errors: 0, latency_ms: { p50: null } },
    model_calls: { total: 0 },
    cache: { hit_rate: null },
  });
});
