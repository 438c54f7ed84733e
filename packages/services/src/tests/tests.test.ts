import { newId } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { agentText, openStand, refusal, type Stand } from '../testing/stand.ts';
import { batchTests } from './batch.ts';
import { cancelTestRun } from './cancel.ts';
import { deleteTestRun } from './delete.ts';
import { defaultTestTimings, executeTests } from './execute.ts';
import { getTestRun } from './get-status.ts';
import { getTest } from './get-test.ts';
import { listResults, listRunTests, listTestRuns } from './list.ts';
import { reconcileTestRuns } from './reconcile.ts';
import { runAgentTests } from './run-agent-tests.ts';
import { runTest } from './run-test.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;

async function withAgent(parts = '', services: Services = stand.services) {
  const ctx = contextFor(services, (await stand.tenant()).actor);
  const { id: agentId } = await createAgent({ ctx, input: { spec: agentText('adder', parts) } });
  return { ctx, agentId };
}

const execute = (
  ctx: ServiceContext,
  test_run_id: Awaited<ReturnType<typeof batchTests>>['run_id'],
  more = {},
) =>
  executeTests({
    services: ctx,
    input: { test_run_id, team_id: ctx.actor.teamId },
    signal: never,
    timings: { ...defaultTestTimings, ...more },
  });

const adds = (test_name: string, text: string) => ({
  test_name,
  input_text: 'What is 19 * 23?',
  assertions: [{ kind: 'contains' as const, texts: [text] }],
});

describe('a batch', () => {
  test('is run, judged and read', async () => {
    const { ctx, agentId } = await withAgent();
    const started = await batchTests({
      ctx,
      input: { agent_id: agentId, tests: [adds('right', '437'), adds('wrong', '438')], trials: 2 },
    });
    expect(started).toMatchObject({ status: 'queued', total: 2, trials: 4 });
    await execute(ctx, started.run_id);
    const run = await getTestRun({ ctx, input: { run_id: started.run_id } });
    expect(run).toMatchObject({
      status: 'finished',
      progress: {
        trials: 4,
        done: 4,
        share: 1,
        tests_done: 2,
        passed: 1,
        failed: 1,
        errors: 0,
        inconclusive: 0,
      },
    });
    const { items, total } = await listRunTests({ ctx, input: { run_id: started.run_id } });
    expect(total).toBe(2);
    expect(items).toMatchObject([
      { test_name: 'right', verdict: 'pass', score: 100, fault: null },
      { test_name: 'wrong', verdict: 'fail', fault: 'agent' },
    ]);
    const one = await getTest({ ctx, input: { test_id: items[0]?.test_id ?? newId('test') } });
    expect(one.trials).toHaveLength(2);
    expect(one.trials[0]).toMatchObject({
      verdict: 'pass',
      assertions: [{ kind: 'contains', verdict: 'pass' }],
      observation: { calls: [{ name: 'calculator', outcome: 'ok' }], status: 'succeeded' },
    });
    const results = await listResults({ ctx, input: { agent_id: agentId, limit: 1, offset: 1 } });
    expect(results).toMatchObject({ total: 2, limit: 1, offset: 1 });
    expect((await listTestRuns({ ctx, input: {} })).items).toHaveLength(1);
    expect(stand.errors).toEqual([]);
  });
});
