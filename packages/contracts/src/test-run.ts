import { z } from 'zod';
import { assertionSchema } from './assertion.ts';
import { attestationSchema } from './attestation.ts';
import { environmentSchema, testCaseSchema, turnsSchema } from './dataset.ts';
import { gateReasonSchema } from './gate-reason.ts';
import {
  agentIdSchema,
  datasetIdSchema,
  runIdSchema,
  testIdSchema,
  testRunIdSchema,
  trialIdSchema,
} from './ids.ts';

export const maxTestsPerRun = 5_000;
export const maxTrialsPerRun = 10_000;

/** How a trial, a test or one assertion ended; `error`: it could not be judged, and its score is null. */
export const testVerdicts = ['pass', 'fail', 'error', 'inconclusive'] as const;
export const testVerdictSchema = z.enum(testVerdicts);
export type TestVerdict = (typeof testVerdicts)[number];

/** Whose fault it is that something did not pass. */
export const testFaults = ['agent', 'simulator', 'grader', 'infrastructure'] as const;
export const testFaultSchema = z.enum(testFaults);
export type TestFault = (typeof testFaults)[number];

export const testRunStatuses = ['queued', 'running', 'finished', 'cancelled'] as const;
export const testRunStatusSchema = z.enum(testRunStatuses);
export type TestRunStatus = (typeof testRunStatuses)[number];

export const testRunKinds = ['single', 'batch', 'spec', 'dataset'] as const;
const testRunKindSchema = z.enum(testRunKinds);
export type TestRunKind = (typeof testRunKinds)[number];

/** How the trials of a test run are made. What is left out has the defaults that stand here. */
export const testSettingsSchema = z.strictObject({
  /** Trials of the run that one worker is at work on at once. */
  concurrency: z.int().min(1).max(32).default(8),
  /** `vendor/model` that judges; one that answers is chosen if left out. Never a model that is under test. */
  judge: z.string().min(1).max(200).nullable().default(null),
  /**
   * Whether what the agent said to the same input under the same spec, settings and trial number may be taken again.
   * Its assertions are checked anew.
   */
  cache: z.boolean().default(false),
  /**
   * What a tool does that no stub answers for: `reads` lets those through that only look, `none` lets none through. A
   * test never changes the world: tools that write or move money need a stub.
   */
  live_tools: z.enum(['reads', 'none']).default('reads'),
  /** What is answered where the agent waits for a person. */
  approvals: z.enum(['approve', 'deny']).default('deny'),
});
export type TestSettings = z.infer<typeof testSettingsSchema>;

const ceiling = z.number().min(0).max(1_000);

const runOptions = {
  /** How often each test is tried; what the agent's gates say (or 1) if left out. */
  trials: z.int().min(1).max(50).optional(),
  settings: testSettingsSchema.optional(),
  /** What all of it may cost; what its agents' own ceilings add up to, at most 1,000 USD, if left out. */
  max_cost_usd: ceiling.optional(),
} as const;

const testInput = {
  test_name: z.string().trim().min(1).max(200),
  /** What the agent is asked. */
  input_text: z.string().min(1).max(100_000).optional(),
  /** In place of `input_text`, the object that the agent's `input` schema describes. */
  input: z.record(z.string(), z.json()).optional(),
  /** In words. A judge holds the answer against it, unless there are assertions. */
  expected_behavior: z.string().min(1).max(2_000).optional(),
  assertions: z.array(assertionSchema).max(50).optional(),
  critical: z.boolean().optional(),
  stubs: environmentSchema.optional(),
  turns: turnsSchema.optional(),
} as const;

interface AnyTest {
  input_text?: unknown;
  input?: unknown;
  expected_behavior?: unknown;
  assertions?: readonly unknown[] | undefined;
}

const oneInput = {
  check: (test: AnyTest) => (test.input_text === undefined) !== (test.input === undefined),
  says: { error: 'give either "input_text" or "input"', path: ['input_text'] },
};
const expectsSomething = {
  check: (test: AnyTest) => test.expected_behavior !== undefined || (test.assertions ?? []).length > 0,
  says: { error: 'say what is expected: "expected_behavior" or "assertions"', path: ['expected_behavior'] },
};

const batchTestSchema = z
  .strictObject({ agent_id: agentIdSchema.optional(), ...testInput, trials: runOptions.trials })
  .refine(oneInput.check, oneInput.says)
  .refine(expectsSomething.check, expectsSomething.says);

/** `POST /api/v1/test/run`. */
export const runTestInputSchema = z
  .strictObject({ agent_id: agentIdSchema, version: z.int().min(1).optional(), ...testInput, ...runOptions })
  .refine(oneInput.check, oneInput.says)
  .refine(expectsSomething.check, expectsSomething.says);
export type RunTestInput = z.input<typeof runTestInputSchema>;

/** `POST /api/v1/test/batch`. The top-level `agent_id` serves tests without one. */
export const batchTestsInputSchema = z.strictObject({
  agent_id: agentIdSchema.optional(),
  name: z.string().trim().min(1).max(200).optional(),
  tests: z.array(batchTestSchema).min(1).max(maxTestsPerRun),
  ...runOptions,
});
export type BatchTestsInput = z.input<typeof batchTestsInputSchema>;

/** `POST /v1/agents/{id}/tests/run`: the tests of the spec itself, or of a dataset. */
export const runAgentTestsInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  version: z.int().min(1).optional(),
  dataset_id: datasetIdSchema.optional(),
  /** A version number of the dataset; the newest if left out. */
  dataset_version: z.int().min(1).optional(),
  splits: z
    .array(z.enum(['train', 'validation', 'sealed']))
    .min(1)
    .max(3)
    .optional(),
  ...runOptions,
});
export type RunAgentTestsInput = z.input<typeof runAgentTestsInputSchema>;

/** What one assertion said of one trial. */
export const assertionResultSchema = z.object({
  kind: z.string(),
  negated: z.boolean(),
  verdict: testVerdictSchema,
  /** From 0 to 1; null where it could not be told. */
  score: z.number().nullable(),
  reason: z.string(),
  /** What it was seen in, quoted. */
  evidence: z.string().nullable(),
  fault: testFaultSchema.nullable(),
  cost_nano_usd: z.number(),
});

const scored = {
  verdict: testVerdictSchema.nullable(),
  /** 0 to 100; null where the verdict is `error`, and until there is one. */
  score: z.number().nullable(),
  fault: testFaultSchema.nullable(),
} as const;

/** One try of one test. `cost` in USD, `execution_time` in seconds. */
export const trialViewSchema = z.object({
  trial_id: trialIdSchema,
  index: z.int(),
  status: z.enum(['queued', 'running', 'done', 'cancelled']),
  ...scored,
  assertions: z.array(assertionResultSchema),
  /** The answer; null where there is none. */
  output: z.unknown(),
  /** What was seen besides: calls of tools, invariants, turns, tokens, models. Null until it has ended. */
  observation: z.unknown(),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  cost: z.number(),
  /** What judges and simulated users cost of it. */
  grading_cost: z.number(),
  execution_time: z.number(),
  cached: z.boolean(),
  run_id: runIdSchema.nullable(),
  finished_at: z.iso.datetime().nullable(),
});
export type TrialView = z.infer<typeof trialViewSchema>;

const testCore = {
  test_id: testIdSchema,
  run_id: testRunIdSchema,
  test_name: z.string(),
  agent_id: agentIdSchema,
  version: z.int(),
  spec_hash: z.string(),
  ...scored,
  /** Why, for a person. */
  feedback: z.string().nullable(),
  critical: z.boolean(),
  trials_wanted: z.int(),
  cost: z.number(),
  execution_time: z.number(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
} as const;

export const testSummarySchema = z.object(testCore);
export type TestSummary = z.infer<typeof testSummarySchema>;

const ofK = z.array(z.object({ k: z.int().min(1), value: z.number() }));

/** How reliable an agent is in one test: of the trials that were judged, errors and inconclusive ones left out. */
const testRatesSchema = z.object({
  judged: z.int().min(0),
  passed: z.int().min(0),
  /** With Wilson's 95 % interval; null where none was judged. */
  pass_rate: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** That one of k trials passes, and that all of them do: C(c,k)/C(n,k), for each k that there are trials for. */
  pass_at: ofK,
  pass_hat: ofK,
});

/** A test with its trials; `assertions` are those of the trial that decided its verdict. */
export const testViewSchema = z.object({
  ...testCore,
  input: z.unknown(),
  expected_behavior: z.string().nullable(),
  asked: z.array(z.unknown()),
  assertions: z.array(assertionResultSchema),
  rates: testRatesSchema,
  trials: z.array(trialViewSchema),
});
export type TestView = z.infer<typeof testViewSchema>;

const count = z.int().min(0);

/** How far a test run is. `run_id` is the test run's. */
export const testRunViewSchema = z.object({
  run_id: testRunIdSchema,
  name: z.string(),
  kind: testRunKindSchema,
  agent_id: agentIdSchema.nullable(),
  dataset_version_id: z.string().nullable(),
  status: testRunStatusSchema,
  /** Tests in it. */
  total: count,
  progress: z.object({
    /** Trials, of which `done` have a verdict. */
    trials: count,
    done: count,
    running: count,
    /** 0 to 1. */
    share: z.number(),
    tests_done: count,
    passed: count,
    failed: count,
    errors: count,
    inconclusive: count,
  }),
  /** Of the tests that were judged, with Wilson's 95 % interval; null where none was. */
  pass_rate: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  cost: z.number(),
  max_cost: z.number(),
  /** What it was thought to cost at most; null where no price is known. */
  estimated_cost: z.number().nullable(),
  settings: testSettingsSchema,
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  finished_at: z.iso.datetime().nullable(),
});
export type TestRunView = z.infer<typeof testRunViewSchema>;

export const testRunStartedSchema = z.object({
  run_id: testRunIdSchema,
  status: testRunStatusSchema,
  /** Tests in it. */
  total: count,
  trials: count,
  estimated_cost: z.number().nullable(),
  max_cost: z.number(),
});
export type TestRunStarted = z.infer<typeof testRunStartedSchema>;

/** One look at a test run that goes on, as a stream sends it. */
export const testProgressSchema = z.object({
  type: z.enum(['progress', 'finished']),
  run: testRunViewSchema,
});
export type TestProgress = z.infer<typeof testProgressSchema>;

export const listTestRunsInputSchema = z.strictObject({
  agent_id: agentIdSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});

export const listResultsInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  limit: z.coerce.number().int().min(1).max(100).default(10),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

export const listRunTestsInputSchema = z.strictObject({
  run_id: testRunIdSchema,
  verdict: testVerdictSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(100_000).default(0),
});

/** `POST /v1/datasets`: a first version, or a new one of the dataset with that name. */
export const saveDatasetInputSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(100),
    description: z.string().max(2_000).optional(),
    agent_id: agentIdSchema.optional(),
    cases: z.array(testCaseSchema).min(1).max(maxTestsPerRun).optional(),
    /** In place of `cases`: a file as text. */
    text: z.string().max(900_000).optional(),
    format: z.enum(['yaml', 'csv', 'jsonl', 'promptfoo']).optional(),
  })
  .refine(({ cases, text }) => (cases === undefined) !== (text === undefined), {
    error: 'give either "cases" or "text" with its "format"',
    path: ['cases'],
  })
  .refine(({ text, format }) => text === undefined || format !== undefined, {
    error: 'say what the text is',
    path: ['format'],
  });
export type SaveDatasetInput = z.input<typeof saveDatasetInputSchema>;

export const datasetViewSchema = z.object({
  id: datasetIdSchema,
  name: z.string(),
  description: z.string(),
  agent_id: agentIdSchema.nullable(),
  version: z.int(),
  content_hash: z.string(),
  cases: z.int(),
  created_at: z.iso.datetime(),
});
export type DatasetView = z.infer<typeof datasetViewSchema>;

export const datasetSavedSchema = datasetViewSchema.extend({
  /** Whether these very cases were there already. */
  unchanged: z.boolean(),
  /** What did not translate from another format. */
  notes: z.array(z.string()),
});
export type DatasetSaved = z.infer<typeof datasetSavedSchema>;

export const datasetCaseViewSchema = z.object({
  position: z.int(),
  name: z.string(),
  split: z.enum(['train', 'validation', 'sealed']),
  /** As it was given, with what has a default. */
  case: z.unknown(),
});
export type DatasetCaseView = z.infer<typeof datasetCaseViewSchema>;

export const labelTrialInputSchema = z.strictObject({
  trial_id: trialIdSchema,
  label: z.enum(['pass', 'fail']),
  /** What was asked of the answer; the trial as a whole if left out. */
  criterion: z.string().max(2_000).default(''),
  note: z.string().max(2_000).optional(),
});

/** Whether a version of an agent may go out, and what of its newest attestation is no longer as it was. */
export const gateViewSchema = z.object({
  agent_id: agentIdSchema,
  version: z.int(),
  spec_hash: z.string(),
  open: z.boolean(),
  /** All that keeps it shut, with the cases that it was seen in. */
  reasons: z.array(gateReasonSchema),
  /** Cases needed to find the smallest loss that must not be missed; null where that is clear, or nothing was compared. */
  needed: z.number().nullable(),
  policy: z.object({
    min_pass_rate: z.number(),
    trials: z.int(),
    max_unjudged_share: z.number(),
    alpha: z.number(),
  }),
  /** The newest run of these tests that has ended; null where there is none. */
  test_run_id: testRunIdSchema.nullable(),
  /** The newest of this spec, signed; null where there is none. */
  attestation: attestationSchema.nullable(),
  stale: z.array(
    z.object({ what: z.string(), attested: z.string().nullable(), current: z.string().nullable() }),
  ),
});
export type GateView = z.infer<typeof gateViewSchema>;
