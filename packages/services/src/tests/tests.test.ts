import { AppError, newId } from '@agent-factory/contracts';
import { claimTrials, finishTrials, settleTests, withTenant } from '@agent-factory/db';
import { queryAsAdmin } from '@agent-factory/db/testing';
import type { ModelPort } from '@agent-factory/llm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { contextFor, type ServiceContext, type Services } from '../service-context.ts';
import { agentText, openStand, refusal, refusalError, type Stand, withModel } from '../testing/stand.ts';
import { aborted, modelOf } from '../testing/stand-model.ts';
import { batchTests } from './batch.ts';
import { cancelTestRun } from './cancel.ts';
import { saveDataset } from './datasets/save.ts';
import { deleteTestRun } from './delete.ts';
import { defaultTestTimings, executeTests } from './execute.ts';
import { attest } from './gates/attest.ts';
import { checkGate } from './gates/check.ts';
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

  test('is made once under one key, and another request under it is refused', async () => {
    const { ctx, agentId } = await withAgent();
    const input = { agent_id: agentId, tests: [adds('right', '437')], idempotency_key: 'once' };
    const [first, second] = await Promise.all([batchTests({ ctx, input }), batchTests({ ctx, input })]);
    expect(second?.run_id).toBe(first?.run_id);
    const other = { ...input, tests: [adds('other', '1')] };
    expect(await refusal(batchTests({ ctx, input: other }))).toBe('idempotency_mismatch');
  });

  test('says which test names no agent, which input does not fit, and that there is no such agent', async () => {
    const { ctx, agentId } = await withAgent();
    const nobody = { tests: [adds('whose', '437')] };
    expect((await refusalError(batchTests({ ctx, input: nobody }))).message).toContain('tests.0.agent_id');
    const strict = await createAgent({
      ctx,
      input: {
        spec: agentText(
          'strict',
          'input: { type: object, properties: { n: { type: number } }, required: [n] }',
        ),
      },
    });
    const unfit = { agent_id: strict.id, tests: [adds('unfit', '437')] };
    expect((await refusalError(batchTests({ ctx, input: unfit }))).message).toContain('"unfit"');
    const unknown = { agent_id: newId('agent'), tests: [adds('whose', '437')] };
    expect(await refusal(batchTests({ ctx, input: unknown }))).toBe('not_found');
    const foreign = await stand.tenant();
    const theirs = { agent_id: agentId, tests: [adds('whose', '437')] };
    expect(await refusal(batchTests({ ctx: foreign, input: theirs }))).toBe('not_found');
  });

  test('two jobs share its trials: each is run and stored once', async () => {
    let asked = 0;
    const model = modelOf(() => {
      asked += 1;
      return { text: '437' };
    });
    const services = { ...stand.services, router: withModel(stand.services.router, model) };
    const { ctx, agentId } = await withAgent('', services);
    const tests = Array.from({ length: 60 }, (_, n) => adds(`test ${n}`, '437'));
    const { run_id } = await batchTests({ ctx, input: { agent_id: agentId, tests } });
    await Promise.all([execute(ctx, run_id), execute(ctx, run_id)]);
    expect(asked).toBe(60);
    expect((await getTestRun({ ctx, input: { run_id } })).progress).toMatchObject({
      passed: 60,
      tests_done: 60,
    });
    const rows = await trialsOf(run_id);
    expect(rows.map(({ fence }) => fence)).toEqual(Array.from({ length: 60 }, () => 1));
  });

  test('goes on where a dead worker left it: what is stored stays, what it held is begun anew by the next', async () => {
    const dead = new AbortController();
    let asked = 0;
    const model = modelOf(
      () => ({ text: '437' }),
      async (_, signal) => {
        asked += 1;
        if (asked > 5 && !dead.signal.aborted) await aborted(signal);
      },
    );
    const services = { ...stand.services, router: withModel(stand.services.router, model) };
    const { ctx, agentId } = await withAgent('', services);
    const tests = Array.from({ length: 10 }, (_, n) => adds(`test ${n}`, '437'));
    const input = { agent_id: agentId, tests, settings: { concurrency: 2 } };
    const { run_id } = await batchTests({ ctx, input });
    let alive = true;
    const first = executeTests({
      services,
      input: { test_run_id: run_id, team_id: ctx.actor.teamId },
      signal: dead.signal,
      timings: { ...defaultTestTimings, heartbeatMs: 60_000, leaseMs: 60_000 },
    }).catch(() => {
      alive = false;
    });
    await expect
      .poll(async () => (await trialsOf(run_id)).filter(({ status }) => status === 'done').length, {
        timeout: 30_000,
      })
      .toBe(5);
    // Another takes over what the first no longer says it is at work on.
    await queryAsAdmin(
      stand.adminUrl,
      `update public.test_trials set leased_until = now() - interval '1 second' where test_run_id = $1 and status = 'running'`,
      [run_id],
    );
    const before = await trialsOf(run_id);
    dead.abort();
    await Promise.all([execute(ctx, run_id), first]);
    await execute(ctx, run_id);
    const after = await trialsOf(run_id);
    expect(after.every(({ status, verdict }) => status === 'done' && verdict === 'pass')).toBe(true);
    for (const row of before.filter(({ status }) => status === 'done')) {
      expect(after).toContainEqual(row);
    }
    expect((await getTestRun({ ctx, input: { run_id } })).status).toBe('finished');
    expect(alive).toBe(true);
  });

  test('a result under an older claim is refused', async () => {
    const { ctx, agentId } = await withAgent();
    const { run_id } = await batchTests({ ctx, input: { agent_id: agentId, tests: [adds('one', '437')] } });
    const { teamId } = ctx.actor;
    const system = { type: 'system', teamId, reason: 'test' } as const;
    const claimOf = () =>
      withTenant(ctx.db, system, (tx) =>
        claimTrials(tx, { testRunId: run_id, teamId, limit: 1, leaseMs: 0 }),
      );
    const [old] = await claimOf();
    const [newer] = await claimOf();
    expect([old?.fence, newer?.fence]).toEqual([1, 2]);
    if (old === undefined || newer === undefined) throw new Error('one trial was claimed twice');
    const store = ({ id, testId, fence }: typeof old, verdict: 'pass' | 'fail') =>
      withTenant(ctx.db, system, async (tx) => {
        await finishTrials(tx, {
          teamId,
          finished: [
            {
              ...{
                id,
                test_id: testId,
                fence,
                verdict,
                score: 1,
                fault: null,
                feedback: null,
                assertions: [],
              },
              ...{ observation: null, error: null, cost_nano_usd: 0, grading_nano_usd: 0, duration_ms: 1 },
              ...{ cache_key: null, cached: false },
            },
          ],
        });
        await settleTests(tx, { teamId, testIds: [testId] });
      });
    await store(newer, 'pass');
    await store(old, 'fail');
    expect(await trialsOf(run_id)).toMatchObject([{ verdict: 'pass', fence: 2 }]);
  });

  test('is cancelled: nothing more begins, results stay; then it can be deleted', async () => {
    const { ctx, agentId } = await withAgent();
    const { run_id } = await batchTests({ ctx, input: { agent_id: agentId, tests: [adds('one', '437')] } });
    expect(await refusal(deleteTestRun({ ctx, input: { run_id } }))).toBe('conflict');
    expect((await cancelTestRun({ ctx, input: { run_id } })).status).toBe('cancelled');
    await execute(ctx, run_id);
    expect(await trialsOf(run_id)).toMatchObject([{ status: 'cancelled', verdict: null }]);
    await deleteTestRun({ ctx, input: { run_id } });
    expect(await refusal(getTestRun({ ctx, input: { run_id } }))).toBe('not_found');
  });

  test('that nobody touches is set going again', async () => {
    const { ctx, agentId } = await withAgent();
    const { run_id } = await batchTests({ ctx, input: { agent_id: agentId, tests: [adds('one', '437')] } });
    await queryAsAdmin(
      stand.adminUrl,
      `update public.test_runs set touched_at = case when id = $1 then now() - interval '1 hour' else now() end`,
      [run_id],
    );
    await queryAsAdmin(stand.adminUrl, 'delete from graphile_worker._private_jobs');
    expect(await reconcileTestRuns({ services: ctx, untouchedForMs: 60_000 })).toEqual({ revived: 1 });
    const jobs = await queryAsAdmin(stand.adminUrl, 'select key from graphile_worker.jobs');
    expect(jobs).toEqual([{ key: `${run_id}/1` }]);
  });
});

describe('a trial', () => {
  test('of a spec\u2019s own tests is tried as often as its gates say', async () => {
    const { ctx, agentId } = await withAgent(`tests:
  - name: adds
    input: { query: "What is 2 + 2?" }
    expect: [{ contains: "4" }, { toolUsed: calculator }]
gates: { minPassRate: 1, trials: 3 }`);
    const { run_id, trials } = await runAgentTests({ ctx, input: { agent_id: agentId } });
    expect(trials).toBe(3);
    expect((await checkGate({ ctx, input: { agent_id: agentId } })).open).toBe(false);
    await execute(ctx, run_id);
    const gate = await checkGate({ ctx, input: { agent_id: agentId } });
    expect(gate).toMatchObject({ open: true, reasons: [], test_run_id: run_id, attestation: null });
    const attestation = await attest({ ctx, input: { agent_id: agentId } });
    expect(attestation).toMatchObject({ gate: { open: true }, result: { cases: 1, trials: 3, passed: 3 } });
    expect(ctx.secrets.receipts.verifyStatement(attestation)).toBe(true);
    expect(ctx.secrets.receipts.verifyStatement({ ...attestation, spec_hash: '0'.repeat(64) })).toBe(false);
    expect(await checkGate({ ctx, input: { agent_id: agentId } })).toMatchObject({ stale: [], attestation });
  });

  test('that needs a judge where none is left is an error of the grader without a score, never a fail', async () => {
    const { ctx, agentId } = await withAgent();
    const { run_id } = await runTest({
      ctx,
      input: {
        agent_id: agentId,
        test_name: 'kind',
        input_text: 'What is 1 + 1?',
        expected_behavior: 'It is kind.',
      },
    });
    await execute(ctx, run_id);
    const { items } = await listRunTests({ ctx, input: { run_id } });
    expect(items).toMatchObject([{ verdict: 'error', score: null, fault: 'grader' }]);
  });

  test('of a tool that writes needs a stub: with one its answer and the state that it leaves are seen', async () => {
    const spec = 'approvals: []';
    const model = modelOf((results) =>
      results === 0 ? { call: 'calculator', input: { expression: '1 + 1' } } : { text: 'It is 3.' },
    );
    const services = { ...stand.services, router: withModel(stand.services.router, model) };
    const { ctx, agentId } = await withAgent(spec, services);
    const of = (test_name: string, stubs: object) => ({
      ...{
        test_name,
        input_text: 'What is 1 + 1?',
        stubs: { unknown: 'test_error' as const, state: {}, tools: [], ...stubs },
      },
      assertions: [{ kind: 'end_state' as const, path: '$.asked', is: 'equals' as const, value: true }],
    });
    const answers = {
      tool: 'calculator',
      arguments: { expression: '1 + 1' },
      answer: { result: 3 },
      sets: { asked: true },
    };
    const { run_id } = await batchTests({
      ctx,
      input: {
        agent_id: agentId,
        tests: [
          of('stubbed', { tools: [answers] }),
          of('other arguments', { tools: [{ ...answers, arguments: { expression: '2' } }] }),
        ],
      },
    });
    await execute(ctx, run_id);
    const { items } = await listRunTests({ ctx, input: { run_id } });
    expect(items).toMatchObject([
      { test_name: 'stubbed', verdict: 'pass' },
      { test_name: 'other arguments', verdict: 'error', score: null, fault: 'infrastructure' },
    ]);
    const [first] = items;
    const stubbed = await getTest({ ctx, input: { test_id: first?.test_id ?? newId('test') } });
    expect(stubbed.trials[0]?.observation).toMatchObject({
      calls: [{ name: 'calculator', result: 3 }],
      state: { asked: true },
    });
  });

  test('is taken from the cache by its number, and judged anew', async () => {
    let asked = 0;
    const model = modelOf(() => {
      asked += 1;
      return { text: `Answer ${asked}.` };
    });
    const services = { ...stand.services, router: withModel(stand.services.router, model) };
    const { ctx, agentId } = await withAgent('', services);
    const input = (text: string) => ({
      ...{ agent_id: agentId, trials: 2, settings: { cache: true } },
      tests: [adds('cached', text)],
    });
    const before = await batchTests({ ctx, input: input('Answer') });
    await execute(ctx, before.run_id);
    const after = await batchTests({ ctx, input: input('nothing of that kind') });
    await execute(ctx, after.run_id);
    expect(asked).toBe(2);
    expect((await listRunTests({ ctx, input: { run_id: before.run_id } })).items).toMatchObject([
      { verdict: 'pass' },
    ]);
    expect((await listRunTests({ ctx, input: { run_id: after.run_id } })).items).toMatchObject([
      { verdict: 'fail' },
    ]);
  });

  test('goes over several turns, and an agent that breaks is no fault of the agent’s', async () => {
    const { ctx, agentId } = await withAgent();
    const remembers = modelOf((_, messages) => ({
      text: `You said ${messages.filter(({ role }) => role === 'user').length} things.`,
    }));
    const talking = contextFor(
      { ...stand.services, router: withModel(stand.services.router, remembers) },
      ctx.actor,
    );
    const turns = { kind: 'scripted' as const, messages: ['And what is 3 * 4?'] };
    const { run_id } = await batchTests({
      ctx,
      input: { agent_id: agentId, tests: [{ ...adds('turns', 'You said 2 things.'), turns }] },
    });
    await execute(talking, run_id);
    const { items } = await listRunTests({ ctx, input: { run_id } });
    expect(items).toMatchObject([{ verdict: 'pass' }]);
    const test = await getTest({ ctx, input: { test_id: items[0]?.test_id ?? newId('test') } });
    expect(test.trials[0]?.observation).toMatchObject({
      turns: [
        { role: 'user' },
        { role: 'agent' },
        { role: 'user', text: 'And what is 3 * 4?' },
        { role: 'agent' },
      ],
    });
    const broken: ModelPort = {
      // biome-ignore lint/correctness/useYield: it breaks before it says anything
      async *stream() {
        throw new AppError('provider_failed', 'The vendor is away.');
      },
    };
    const services = { ...stand.services, router: withModel(stand.services.router, broken) };
    const away = contextFor(services, ctx.actor);
    const second = await batchTests({
      ctx: away,
      input: { agent_id: agentId, tests: [adds('away', '437')] },
    });
    await execute(away, second.run_id);
    expect((await listRunTests({ ctx, input: { run_id: second.run_id } })).items).toMatchObject([
      { verdict: 'error', score: null, fault: 'infrastructure' },
    ]);
  });
});

describe('a dataset', () => {
  test('is versioned by its content, keeps every version, and its cases are run', async () => {
    const { ctx, agentId } = await withAgent();
    const cases = [
      { name: 'adds', input: 'What is 19 * 23?', expect: [{ kind: 'contains' as const, texts: ['437'] }] },
      { name: 'more', input: 'What is 2 * 3?', expect: [{ kind: 'contains' as const, texts: ['6'] }] },
    ];
    const save = (text: Partial<Parameters<typeof saveDataset>[0]['input']>) =>
      saveDataset({ ctx, input: { name: 'sums', agent_id: agentId, ...text } });
    const first = await save({ cases });
    expect(first).toMatchObject({ version: 1, cases: 2, unchanged: false });
    expect(await save({ cases: [...cases].reverse() })).toMatchObject({ version: 1, unchanged: true });
    const jsonl = '{"name":"adds","input":"What is 19 * 23?"}';
    expect(await save({ text: jsonl, format: 'jsonl' })).toMatchObject({
      id: first.id,
      version: 2,
      cases: 1,
    });
    // That it is there already opens no door: an agent of others is no agent.
    const strange = await stand.tenant();
    const { id: theirs } = await createAgent({ ctx: strange, input: { spec: agentText('adder') } });
    expect(await refusal(save({ cases, agent_id: theirs }))).toBe('not_found');
    expect(await refusal(save({ cases, agent_id: newId('agent') }))).toBe('not_found');
    expect((await refusalError(save({ text: `${jsonl}\n{"name":3}`, format: 'jsonl' }))).message).toContain(
      'line 2',
    );
    const { run_id } = await runAgentTests({
      ctx,
      input: { agent_id: agentId, dataset_id: first.id, dataset_version: 1 },
    });
    await execute(ctx, run_id);
    expect((await getTestRun({ ctx, input: { run_id } })).progress).toMatchObject({ passed: 2 });
  });
});

async function trialsOf(run: string) {
  return queryAsAdmin<{
    id: string;
    status: string;
    verdict: string | null;
    fence: number;
    finished_at: Date | null;
  }>(
    stand.adminUrl,
    'select id, status, verdict, fence, finished_at from public.test_trials where test_run_id = $1 order by id',
    [run],
  );
}
