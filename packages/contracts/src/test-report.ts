import { z } from 'zod';

/** The version of this form. A report of another form is another thing and says so. */
export const testReportFormat = 'agentfactory.test-report/v1';

const count = z.int().min(0);
const nanoUsd = z.int().min(0);
const share = z.number().min(0).max(1);
const verdict = z.enum(['pass', 'fail', 'error', 'inconclusive']);
const fault = z.enum(['agent', 'simulator', 'grader', 'infrastructure']);

/** A share with its 95 % interval. */
const estimate = z.object({ value: share, low: share, high: share });

const reportAssertionSchema = z.object({
  kind: z.string(),
  negated: z.boolean(),
  verdict,
  /** From 0 to 1; null where the verdict is `error` or `inconclusive`. */
  score: share.nullable(),
  reason: z.string(),
  evidence: z.string().nullable(),
  fault: fault.nullable(),
});
export type ReportAssertion = z.infer<typeof reportAssertionSchema>;

const reportTrialSchema = z.object({
  /** From 0. */
  index: count,
  verdict,
  /** From 0 to 100; null where the verdict is `error`. */
  score: z.number().min(0).max(100).nullable(),
  fault: fault.nullable(),
  run_id: z.string().nullable(),
  /** The agent's answer as text; may be cut. */
  output: z.string(),
  violations: z.array(z.string()),
  cost_nano_usd: nanoUsd,
  duration_ms: count,
  assertions: z.array(reportAssertionSchema),
});
export type ReportTrial = z.infer<typeof reportTrialSchema>;

const reportCaseSchema = z.object({
  id: z.string(),
  name: z.string(),
  critical: z.boolean(),
  tags: z.array(z.string()),
  input: z.string(),
  /** Of most of its trials; `error` or `inconclusive` where none was judged. */
  verdict,
  /** Of the trials that were judged; null without any. */
  pass_rate: share.nullable(),
  /** Passed in some trials and failed in others. */
  flaky: z.boolean(),
  cost_nano_usd: nanoUsd,
  /** Median over trials. */
  duration_ms: count,
  trials: z.array(reportTrialSchema),
});
export type ReportCase = z.infer<typeof reportCaseSchema>;

const reportComparisonSchema = z.object({
  /** What the run was compared with, for people. */
  with: z.string(),
  pairs: count,
  /** Names of the cases that went the one or the other way. */
  lost: z.array(z.string()),
  gained: z.array(z.string()),
  /** Mean over pairs, from −1 to 1, with its 95 % interval. */
  difference: z.object({
    value: z.number().min(-1).max(1),
    low: z.number().min(-1).max(1),
    high: z.number().min(-1).max(1),
  }),
  p_value: share,
  mc_nemar: share,
  verdict: z.enum(['better', 'worse', 'inconclusive']),
  /** How many cases would tell; null where these do. */
  needed: count.nullable(),
});
export type ReportComparison = z.infer<typeof reportComparisonSchema>;

const reportGateSchema = z.object({
  open: z.boolean(),
  reasons: z.array(z.object({ code: z.string(), message: z.string(), cases: z.array(z.string()) })),
});

/** One test run, told: as JSON it is this, and every other form is made of it. Money in 10⁻⁹ USD. */
export const testReportSchema = z.object({
  format: z.literal(testReportFormat),
  run: z.object({
    id: z.string(),
    title: z.string(),
    agent: z.object({ id: z.string(), name: z.string(), version: z.int().nullable(), spec_hash: z.string() }),
    dataset: z.object({ name: z.string(), version: z.string() }).nullable(),
    evaluator_version: z.string(),
    models: z.array(z.string()),
    started_at: z.iso.datetime(),
    finished_at: z.iso.datetime().nullable(),
  }),
  statistics: z.object({
    cases: count,
    trials: count,
    /** Trials per verdict. */
    passed: count,
    failed: count,
    errors: count,
    inconclusive: count,
    /** Trials that did not pass, by whose fault that was. */
    faults: z.record(fault, count),
    flaky_cases: count,
    /** Mean pass rate of a case: pass@1. Null where no trial was judged. */
    pass_rate: estimate.nullable(),
    /** For each k that every judged case has trials for. */
    pass_at: z.array(estimate.extend({ k: z.int().min(1) })),
    pass_hat: z.array(estimate.extend({ k: z.int().min(1) })),
    cost_nano_usd: nanoUsd,
    /** Of trials, in milliseconds; null without trials. */
    duration_ms: z.object({ p50: count, p95: count, max: count }).nullable(),
  }),
  comparison: reportComparisonSchema.nullable(),
  gate: reportGateSchema.nullable(),
  cases: z.array(reportCaseSchema),
});
export type TestReport = z.infer<typeof testReportSchema>;
