import type {
  Dataset,
  Gate,
  JudgeCalibration,
  Test,
  TestComparison,
  TestFigures,
  TestRun,
  TestSummary,
  TrialToLabel,
} from '../trpc/outputs.ts';

type AgentId = NonNullable<TestRun['agent_id']>;

const at = (hour: string) => `2026-11-21T${hour}:00.000Z`;
const hash = 'b7f1c09d'.repeat(8);
const agent = (id: string) => id as AgentId;

function testRun(n: string, change: Partial<TestRun>): TestRun {
  return {
    run_id: `tsr_${n.repeat(26)}`,
    name: 'Tests of the spec',
    kind: 'spec',
    agent_id: agent(`agt_${'1'.repeat(26)}`),
    dataset_version_id: null,
    status: 'finished',
    total: 40,
    progress: {
      ...{ trials: 120, done: 120, running: 0, share: 1, tests_done: 40 },
      ...{ passed: 34, failed: 4, errors: 1, inconclusive: 1 },
    },
    pass_rate: { value: 0.895, low: 0.759, high: 0.958 },
    cost: 0.0412,
    max_cost: 1.2,
    estimated_cost: 1.2,
    settings: { concurrency: 8, judge: null, cache: false, live_tools: 'reads', approvals: 'deny' },
    created_at: at('09:00'),
    started_at: at('09:00'),
    finished_at: at('09:02'),
    ...change,
  };
}

/** One that goes on, one that ended, an older one, and one that was stopped. */
export function someTestRuns(agentId: string): { items: TestRun[]; next_cursor: null } {
  const agent_id = agent(agentId);
  return {
    next_cursor: null,
    items: [
      testRun('4', {
        agent_id,
        name: 'Refunds and returns, as customers really ask for them, version 7',
        kind: 'dataset',
        status: 'running',
        finished_at: null,
        progress: {
          ...{ trials: 120, done: 45, running: 8, share: 0.375, tests_done: 14 },
          ...{ passed: 12, failed: 2, errors: 0, inconclusive: 0 },
        },
        pass_rate: { value: 0.857, low: 0.6, high: 0.96 },
      }),
      testRun('3', { agent_id }),
      testRun('2', {
        agent_id,
        created_at: at('08:00'),
        pass_rate: { value: 0.8, low: 0.652, high: 0.895 },
        progress: {
          ...{ trials: 120, done: 120, running: 0, share: 1, tests_done: 40 },
          ...{ passed: 32, failed: 8, errors: 0, inconclusive: 0 },
        },
      }),
      testRun('1', { agent_id: null, name: '12 tests', kind: 'batch', status: 'cancelled' }),
    ],
  };
}

export const someDatasets: { items: Dataset[] } = {
  items: [
    {
      id: `dst_${'1'.repeat(26)}`,
      name: 'Refunds and returns',
      description: 'As customers really ask for them.',
      agent_id: null,
      version: 7,
      content_hash: hash,
      cases: 40,
      created_at: at('08:00'),
    },
  ],
};

function summary(n: string, change: Partial<TestSummary>): TestSummary {
  return {
    test_id: `tst_${n.repeat(26)}`,
    run_id: `tsr_${'3'.repeat(26)}`,
    test_name: 'finds the price of the tent',
    agent_id: agent(`agt_${'1'.repeat(26)}`),
    version: 2,
    spec_hash: hash,
    ...{ verdict: 'pass', score: 100, fault: null, feedback: null, critical: false, trials_wanted: 3 },
    cost: 0.0011,
    execution_time: 4.2,
    created_at: at('09:00'),
    finished_at: at('09:01'),
    ...change,
  };
}

const lost = summary('2', {
  test_name: 'says which offer is best where two cost the same',
  verdict: 'fail',
  score: 50,
  fault: 'agent',
  feedback: '“It names both offers”: only the first one is named.',
  critical: true,
});

export const someTests: { items: TestSummary[]; total: number; limit: number; offset: number } = {
  total: 4,
  limit: 50,
  offset: 0,
  items: [
    summary('1', {}),
    lost,
    summary('3', {
      test_name: 'answers politely',
      verdict: 'error',
      score: null,
      fault: 'grader',
      feedback: 'The judge answered in prose.',
    }),
    summary('4', {
      test_name: 'asks back when nothing is on offer',
      verdict: 'inconclusive',
      score: 75,
      fault: 'grader',
      feedback: 'The judge found it unclear.',
    }),
  ],
};

const assertion = { negated: false, score: 1, evidence: null, fault: null, cost_nano_usd: 0 } as const;
const trial: Test['trials'][number] = {
  trial_id: `trl_${'1'.repeat(26)}`,
  index: 0,
  status: 'done',
  ...{ verdict: 'fail', score: 50, fault: 'agent', error: null, cached: false, run_id: null },
  assertions: [
    {
      ...assertion,
      kind: 'contains',
      verdict: 'pass',
      reason: 'It contains “129.5”.',
      evidence: '129.50 EUR',
    },
    {
      ...assertion,
      kind: 'judge',
      verdict: 'fail',
      score: 0.5,
      fault: 'agent',
      reason: '“It names both offers”: only the first one is named.',
      evidence: 'The best offer is the tent from Berlin, for 129.50 EUR.',
      cost_nano_usd: 210_000,
    },
  ],
  output: 'The best offer is the tent from **Berlin**, for 129.50 EUR.',
  observation: {
    calls: [{ name: 'json_query', arguments: { path: '$..price' }, result: [129.5, 129.5], outcome: 'ok' }],
    invariants: [{ id: 'no-card-numbers', verdict: 'passed' }],
    models: ['openai/swift-5'],
    tokens: { input: 812, output: 64 },
  },
  cost: 0.00037,
  grading_cost: 0.00021,
  execution_time: 1.4,
  finished_at: at('09:01'),
};

export const someTest: Test = {
  ...lost,
  input: { query: 'Which of these two tents is the better offer?' },
  expected_behavior: null,
  asked: [],
  assertions: trial.assertions,
  rates: {
    judged: 3,
    passed: 1,
    pass_rate: { value: 1 / 3, low: 0.061, high: 0.792 },
    pass_at: [
      { k: 1, value: 1 / 3 },
      { k: 2, value: 2 / 3 },
      { k: 3, value: 1 },
    ],
    pass_hat: [
      { k: 1, value: 1 / 3 },
      { k: 2, value: 0 },
      { k: 3, value: 0 },
    ],
  },
  trials: [
    trial,
    { ...trial, trial_id: `trl_${'2'.repeat(26)}`, index: 1, verdict: 'pass', score: 100, fault: null },
    { ...trial, trial_id: `trl_${'3'.repeat(26)}`, index: 2 },
  ],
};

export const someFigures: TestFigures = {
  run: {
    id: `tsr_${'3'.repeat(26)}`,
    title: 'Tests of the spec',
    agent: { id: `agt_${'1'.repeat(26)}`, name: 'Price watch', version: 2, spec_hash: hash },
    dataset: null,
    evaluator_version: '1',
    models: ['openai/swift-5'],
    started_at: at('09:00'),
    finished_at: at('09:02'),
  },
  comparison: null,
  statistics: {
    ...{ cases: 40, trials: 120, passed: 104, failed: 12, errors: 3, inconclusive: 1, flaky_cases: 6 },
    faults: { agent: 12, simulator: 0, grader: 4, infrastructure: 0 },
    pass_rate: { value: 0.897, low: 0.812, high: 0.958 },
    pass_at: [{ k: 3, value: 0.95, low: 0.874, high: 1 }],
    pass_hat: [{ k: 3, value: 0.825, low: 0.7, high: 0.925 }],
    cost_nano_usd: 41_200_000,
    duration_ms: { p50: 1_400, p95: 3_900, max: 6_100 },
  },
};

export function someGate(agentId: string): Gate {
  return {
    agent_id: agent(agentId),
    version: 2,
    spec_hash: hash,
    open: false,
    reasons: [
      {
        code: 'critical_case_lost',
        message: '1 critical case newly fails: says which offer is best where two cost the same.',
        cases: ['says which offer is best where two cost the same'],
      },
      {
        code: 'pass_rate_too_low',
        message: '89.7 % pass; the spec asks for 95.0 %.',
        cases: ['answers politely', 'asks back when nothing is on offer'],
      },
    ],
    needed: 80,
    policy: { min_pass_rate: 0.95, trials: 3, max_unjudged_share: 0.02, alpha: 0.05 },
    test_run_id: `tsr_${'3'.repeat(26)}`,
    attestation: {
      format: 'agentfactory.attestation/v1',
      team_id: `team_${'1'.repeat(26)}`,
      agent_id: agent(agentId),
      agent: 'price-watch',
      spec_hash: hash,
      test_run: `tsr_${'3'.repeat(26)}`,
      dataset: { id: 'spec', version: hash },
      evaluator_version: '1',
      models: [{ asked: 'openai/swift-5', answered: 'openai/swift-5' }],
      judges: [{ asked: 'anthropic/verse-4', answered: 'anthropic/verse-4' }],
      settings: { trials: 3 },
      result: {
        ...{ cases: 40, trials: 120, passed: 104, failed: 12, errors: 3, inconclusive: 1 },
        pass_rate: { value: 0.897, low: 0.812, high: 0.958 },
      },
      gate: {
        open: false,
        reasons: ['pass_rate_too_low'],
        min_pass_rate: 0.95,
        baseline_spec_hash: null,
      },
      attested_at: at('09:05'),
      key_id: 'k9Xq2mB7vT1s',
      signature: 'A'.repeat(86),
    },
    stale: [{ what: 'judge anthropic/verse-4', attested: 'anthropic/verse-4', current: null }],
  };
}

type CaseDiff = TestComparison['behaviour']['cases'][number];

function diff(name: string, change: Partial<CaseDiff>): CaseDiff {
  return {
    ...{ id: name, name, critical: false, flip: 'passes', passRateBefore: 1, passRateAfter: 1 },
    ...{ before: ['pass'], after: ['pass'], costDeltaNanoUsd: 12_000, durationDeltaMs: -240 },
    ...change,
  };
}

export function someComparison(agentId: string): TestComparison {
  const [, after, before] = someTestRuns(agentId).items;
  if (after === undefined || before === undefined) throw new Error('There are two.');
  return {
    before: { ...before, version: 1 },
    after: { ...after, version: 2 },
    comparison: {
      ...{ pairs: 40, onlyBaseline: [], onlyCandidate: [], baselineRate: 0.8, candidateRate: 0.89 },
      lost: ['says which offer is best where two cost the same'],
      gained: ['answers politely', 'converts the currency', 'names the shop'],
      difference: { value: 0.09, low: -0.01, high: 0.19 },
      ...{ pValue: 0.081, mcNemar: 0.62, verdict: 'inconclusive', needed: 80 },
    },
    behaviour: {
      cases: [
        diff('says which offer is best where two cost the same', {
          ...{ flip: 'broke', critical: true, passRateAfter: 1 / 3 },
        }),
        diff('answers politely', { flip: 'mended', passRateBefore: 0 }),
        diff('converts the currency', { flip: 'shifted', passRateBefore: 2 / 3 }),
        diff('finds the price of the tent', { costDeltaNanoUsd: 0 }),
      ],
      counts: {
        ...{ broke: 1, mended: 1, passes: 1, fails: 0, shifted: 1, added: 0, removed: 0, unknown: 0 },
      },
      costNanoUsd: { before: 13_100_000, after: 13_700_000 },
      durationMs: { before: 1_640, after: 1_400 },
    },
  };
}

export const someTrialsToLabel: { items: TrialToLabel[]; total: number } = {
  total: 12,
  items: [
    {
      trial_id: trial.trial_id,
      test_id: lost.test_id,
      test_name: lost.test_name,
      input: someTest.input,
      output: trial.output,
      criteria: ['It names both offers.'],
    },
  ],
};

export const someCalibration: JudgeCalibration = {
  standing: 'advisory',
  reasons: ['It was compared on 64 items; 100 are asked for.'],
  bars: {
    ...{ items: 100, kappa: 0.6, truePositiveRateLow: 0.75, trueNegativeRateLow: 0.75 },
    ...{ consistency: 0.9, orderAgreement: 0.8, undecidedRate: 0.05 },
  },
  calibration: {
    items: 64,
    confusion: { truePositive: 38, falseNegative: 4, falsePositive: 3, trueNegative: 19 },
    kappa: { value: 0.76, low: 0.59, high: 0.93 },
    truePositiveRate: { value: 0.905, low: 0.779, high: 0.962 },
    trueNegativeRate: { value: 0.864, low: 0.667, high: 0.953 },
    undecidedRate: 0.016,
    consistency: null,
  },
};
