import { newId, testReportSchema } from '@agent-factory/contracts';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAgent } from '../agents/create.ts';
import { getAgent } from '../agents/get.ts';
import { executeRun } from '../runs/execute.ts';
import { defaultRunTimings } from '../runs/execution/run-timings.ts';
import { startRun } from '../runs/start.ts';
import { contextFor } from '../service-context.ts';
import { agentText, openStand, refusal, type Stand } from '../testing/stand.ts';
import { batchTests } from '../tests/batch.ts';
import { defaultTestTimings, executeTests } from '../tests/execute.ts';
import { labelTrial } from '../tests/label-trial.ts';
import { caseFromRun } from './case-from-run.ts';
import { compareTestRuns } from './compare.ts';
import { estimateTests } from './estimate.ts';
import { getJudgeCalibration } from './judge-calibration.ts';
import { listTrialsToLabel } from './list-to-label.ts';
import { previewCases } from './preview-cases.ts';
import { getTestFigures, getTestReportFile } from './report.ts';
import { saveCase } from './save-case.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.drop());

const never = new AbortController().signal;
const strange = newId('testRun');

async function withAgent(parts = '') {
  const ctx = contextFor(stand.services, (await stand.tenant()).actor);
  const { id: agentId } = await createAgent({ ctx, input: { spec: agentText('adder', parts) } });
  return { ctx, agentId };
}
type Given = Awaited<ReturnType<typeof withAgent>>;

/** Runs two tests, of which the second says what it wants. */
async function tested({ ctx, agentId }: Given, second: string, trials = 2) {
  const adds = (test_name: string, text: string) => ({
    test_name,
    input_text: 'What is 19 * 23?',
    assertions: [{ kind: 'contains' as const, texts: [text] }],
  });
  const tests = [adds('first', '437'), adds('second', second)];
  const { run_id } = await batchTests({ ctx, input: { agent_id: agentId, tests, trials } });
  await executeTests({
    services: ctx,
    input: { test_run_id: run_id, team_id: ctx.actor.teamId },
    signal: never,
    timings: defaultTestTimings,
  });
  return run_id;
}

describe('what a test run says', () => {
  test('figures with intervals, a report in every form, and how two runs differ', async () => {
    const given = await withAgent();
    const { ctx } = given;
    const before = await tested(given, '437');
    const after = await tested(given, '438');
    const { statistics, run } = await getTestFigures({ ctx, input: { run_id: after } });
    expect(statistics).toMatchObject({
      cases: 2,
      trials: 4,
      passed: 2,
      failed: 2,
      pass_rate: { value: 0.5 },
    });
    expect(statistics.pass_rate?.low).toBeLessThan(0.5);
    expect(statistics.pass_rate?.high).toBeGreaterThan(0.5);
    expect(run).toMatchObject({ agent: { name: 'Adder', version: 1 }, models: ['offline/extractive-1'] });

    const report = (format: 'html' | 'json' | 'markdown' | 'junit' | 'github') =>
      getTestReportFile({ ctx, input: { run_id: after, compare_with: before, format } });
    const json = await report('json');
    expect(testReportSchema.parse(JSON.parse(json.text)).comparison).toMatchObject({
      pairs: 2,
      lost: ['second'],
    });
    expect((await report('html')).text).toContain('<!doctype html>');
    expect((await report('junit')).text).toContain('<testsuites');
    expect((await report('markdown')).text).toContain('second');
    expect(await report('github')).toMatchObject({ name: `test-report-${after}.txt` });

    const compared = await compareTestRuns({ ctx, input: { before, after } });
    expect(compared.comparison).toMatchObject({ pairs: 2, lost: ['second'], verdict: 'inconclusive' });
    expect(compared.comparison?.needed).toBeGreaterThan(2);
    expect(compared.behaviour.cases[0]).toMatchObject({ name: 'second', flip: 'broke' });
    expect(compared.after).toMatchObject({ version: 1, pass_rate: { value: 0.5 } });
    await expect(refusal(compareTestRuns({ ctx, input: { before, after: strange } }))).resolves.toBe(
      'not_found',
    );
    await expect(refusal(getTestFigures({ ctx, input: { run_id: strange } }))).resolves.toBe('not_found');
  });

  test('what is thought to come of it is told before: by the ceiling, and by what the last trials cost', async () => {
    const given = await withAgent(
      'tests:\n  - { name: adds, input: "2 + 2?", expect: [{ contains: "4" }] }\ngates: { minPassRate: 1, trials: 3 }',
    );
    const input = { agent_id: given.agentId };
    const before = await estimateTests({ ctx: given.ctx, input });
    expect(before).toMatchObject({ tests: 1, trials: 3, likely_usd: null });
    expect(before.at_most_usd).toBeGreaterThan(0);
    await tested(given, '437', 1);
    expect(await estimateTests({ ctx: given.ctx, input: { ...input, trials: 5 } })).toMatchObject({
      trials: 5,
      likely_usd: 0,
    });
  });
});

describe('labels', () => {
  test('a judged trial is offered without its verdict, until this person has said theirs', async () => {
    const given = await withAgent();
    const { ctx, agentId } = given;
    await tested(given, '437', 1);
    const empty = await listTrialsToLabel({ ctx, input: { agent_id: agentId } });
    expect(empty).toEqual({ items: [], total: 0 });
    // The offline provider judges nothing, so that a judge was here is written down.
    await queryAsAdmin(stand.adminUrl, `update public.test_trials set assertions = $2 where team_id = $1`, [
      ctx.actor.teamId,
      JSON.stringify([
        {
          kind: 'judge',
          negated: false,
          verdict: 'fail',
          score: 0,
          reason: 'no',
          evidence: null,
          fault: 'agent',
          cost_nano_usd: 0,
        },
      ]),
    ]);
    const { items, total } = await listTrialsToLabel({ ctx, input: { agent_id: agentId } });
    expect(total).toBe(2);
    expect(JSON.stringify(items)).not.toContain('verdict');
    const [first, second] = items;
    if (first === undefined || second === undefined) throw new Error('there are two');
    await labelTrial({ ctx, input: { trial_id: first.trial_id, label: 'fail' } });
    await labelTrial({ ctx, input: { trial_id: second.trial_id, label: 'pass' } });
    expect((await listTrialsToLabel({ ctx, input: { agent_id: agentId } })).total).toBe(0);
    const other = await stand.member(ctx, 'editor');
    expect((await listTrialsToLabel({ ctx: other, input: { agent_id: agentId } })).total).toBe(2);
    const { standing, calibration } = await getJudgeCalibration({ ctx, input: { agent_id: agentId } });
    expect(standing).toBe('advisory');
    expect(calibration).toMatchObject({ items: 2, confusion: { trueNegative: 1, falseNegative: 1 } });
  });
});

describe('cases', () => {
  test('of a run: masked, shown, and kept as the next version of a dataset', async () => {
    const { ctx, agentId } = await withAgent();
    const query = 'What is 6 * 7? I am kim@example.com.';
    const { run_id } = await startRun({ ctx, input: { agent_id: agentId, query } });
    expect(await refusal(caseFromRun({ ctx, input: { run_id } }))).toBe('conflict');
    await executeRun({
      services: ctx,
      input: { run_id, team_id: ctx.actor.teamId },
      workerId: 'one',
      signal: never,
      timings: defaultRunTimings,
    });
    const made = await caseFromRun({ ctx, input: { run_id } });
    expect(made.masked).toContainEqual(expect.objectContaining({ kind: 'email' }));
    expect(JSON.stringify(made.case)).not.toContain('kim@example.com');
    expect(made.case).toMatchObject({
      source: { kind: 'run', run_id },
      stubs: { tools: [{ tool: 'calculator', answer: { result: expect.anything() } }] },
    });
    const input = { dataset: 'From runs', agent_id: agentId, case: made.case };
    expect(await saveCase({ ctx, input })).toMatchObject({ version: 1, cases: 1, agent_id: agentId });
    const renamed = { ...input, case: { ...made.case, name: 'another' } };
    expect(await saveCase({ ctx, input: renamed })).toMatchObject({ version: 2, cases: 2 });
    expect(await refusal(saveCase({ ctx, input }))).toBe('invalid_input');
  });

  test('of a text: what is wrong is told by its line, the rest is there', async () => {
    const { ctx } = await withAgent();
    const text = 'name,input,expect\nadds,What is 2 + 2?,contains: 4\nodd,What?,{';
    const preview = await previewCases({ ctx, input: { text, format: 'csv' } });
    expect(preview.cases).toMatchObject([{ name: 'adds' }]);
    expect(preview.problems).toMatchObject([{ line: 3 }]);
    const viewer = await stand.member(ctx, 'viewer');
    expect(await refusal(previewCases({ ctx: viewer, input: { text, format: 'csv' } }))).toBe('forbidden');
  });

  test('a long text is read beside what others ask: they are answered before it, and it as if it were short', async () => {
    const { ctx, agentId } = await withAgent();
    const cases = (count: number) =>
      Array.from({ length: count }, (_, n) => `- { name: case ${n}, input: What is ${n} + 1? }`).join('\n');
    const order: string[] = [];
    const ended = <T>(name: string, work: Promise<T>) => work.finally(() => order.push(name));
    const long = ended('long', previewCases({ ctx, input: { text: cases(1_000), format: 'yaml' } }));
    await ended('agent', getAgent({ ctx, input: { id: agentId } }));
    expect(order).toEqual(['agent']);
    const [read, short] = [
      await long,
      await previewCases({ ctx, input: { text: cases(3), format: 'yaml' } }),
    ];
    expect(read).toMatchObject({ problems: [], notes: [] });
    expect(read.cases).toHaveLength(1_000);
    expect(read.cases.slice(0, 3)).toEqual(short.cases);
    // What is wrong in it is named by its place all the same; and many at once take turns.
    const broken = `${cases(1_000)}\n- { name: [ }`;
    const all = await Promise.all(
      [1, 2, 3].map(() => previewCases({ ctx, input: { text: broken, format: 'yaml' } })),
    );
    for (const { problems } of all) expect(problems[0]).toMatchObject({ line: 1_001 });
  });
});
