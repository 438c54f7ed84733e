import { z } from 'zod';
import { assertionSchema } from './assertion.ts';
import { agentIdSchema, datasetIdSchema, specPatchIdSchema } from './ids.ts';
import { assertionResultSchema, testFaultSchema, testSettingsSchema, testVerdictSchema } from './test-run.ts';

/** How often sealed cases may be looked at, for ever: each look tells a little of them. */
export const sealedLooksAtMost = 5;

export const specPatchStatuses = ['queued', 'working', 'won', 'accepted', 'discarded'] as const;
export type SpecPatchStatus = (typeof specPatchStatuses)[number];

export const specPatchPhases = ['train', 'proposal', 'validation', 'sealed'] as const;
export type SpecPatchPhase = (typeof specPatchPhases)[number];

/** Why a patch is discarded. */
export const patchRefusals = [
  'nothing_fails',
  'no_proposal',
  'invalid_spec',
  'changes_nothing',
  'changes_identity',
  'changes_contract',
  'changes_tests',
  'loosens',
  'copies_tests',
  'invariant_violated',
  'critical_case_lost',
  'incomplete',
  'does_not_win',
  'sealed_looks_spent',
  'fails_sealed_check',
  'over_budget',
  'broke_off',
  'by_hand',
] as const;
export type PatchRefusal = (typeof patchRefusals)[number];

/** `POST /v1/agents/{id}/patches`. */
export const proposePatchInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  /** Its train cases show what fails, its validation cases decide, its sealed cases check the decision. */
  dataset_id: datasetIdSchema,
  /** How often each case is tried; what the spec's gates say, or 1, if left out. */
  trials: z.int().min(1).max(10).optional(),
  settings: testSettingsSchema.optional(),
  /** What all of it may cost. */
  max_cost_usd: z.number().min(0).max(100).default(2),
});
export type ProposePatchInput = z.input<typeof proposePatchInputSchema>;

const rate = z.number().nullable();

/** Two versions on the same cases. Rates from 0 to 1. */
export const patchComparisonSchema = z.object({
  cases: z.int(),
  before: rate,
  after: rate,
  /** With its 95 % interval. */
  difference: z.object({ value: z.number(), low: z.number(), high: z.number() }).nullable(),
  p_value: z.number().nullable(),
  verdict: z.enum(['better', 'worse', 'inconclusive']).nullable(),
  /** Cases needed to find a difference of 10 points; null where the verdict is clear. */
  cases_needed: z.int().nullable(),
});
export type PatchComparison = z.infer<typeof patchComparisonSchema>;

const specChangeSchema = z.object({
  risk: z.string(),
  summary: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

export const specPatchViewSchema = z.object({
  patch_id: specPatchIdSchema,
  agent_id: agentIdSchema,
  /** The version that it changes. */
  version: z.int(),
  dataset_id: datasetIdSchema,
  status: z.enum(specPatchStatuses),
  phase: z.enum(specPatchPhases).nullable(),
  /** Why it was discarded. */
  reason_code: z.enum(patchRefusals).nullable(),
  reason: z.string().nullable(),
  /** What the model says that it changed and why. */
  rationale: z.string().nullable(),
  /** The new text whole. */
  spec: z.string().nullable(),
  /** What changes, worst risk first. */
  changes: z.array(specChangeSchema),
  /** Proposals that were refused before this one, and why. */
  refused: z.array(z.object({ reason_code: z.enum(patchRefusals), reason: z.string() })),
  train: z.object({ cases: z.int(), failing: z.int() }).nullable(),
  validation: patchComparisonSchema.nullable(),
  /** Of the sealed check only whether it was passed, and which look it was. */
  sealed: z.object({ passed: z.boolean(), look: z.int(), looks_left: z.int() }).nullable(),
  accepted_version: z.int().nullable(),
  max_cost: z.number(),
  created_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
});
export type SpecPatchView = z.infer<typeof specPatchViewSchema>;

export const patchIdInputSchema = z.strictObject({ patch_id: specPatchIdSchema });

/** `POST /v1/patches/{id}/discard`. */
export const discardPatchBodySchema = z.strictObject({
  /** In the words of whoever lets it go; kept with the patch. */
  reason: z.string().trim().min(1).max(1_000).optional(),
});
export const discardPatchInputSchema = discardPatchBodySchema.extend({ patch_id: specPatchIdSchema });

export const listPatchesInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

/** `POST /v1/agents/{id}/reflect`: one task, tried again with a critique until it passes. */
const reflectBody = z.strictObject({
  version: z.int().min(1).optional(),
  input_text: z.string().min(1).max(50_000),
  expected_behavior: z.string().min(1).max(2_000).optional(),
  assertions: z.array(assertionSchema).max(50).optional(),
  /** The first among them. */
  max_attempts: z.int().min(2).max(5).default(3),
  settings: testSettingsSchema.optional(),
  max_cost_usd: z.number().min(0).max(10).default(0.5),
});
const expectsSomething = {
  check: (given: { expected_behavior?: unknown; assertions?: readonly unknown[] | undefined }) =>
    given.expected_behavior !== undefined || (given.assertions ?? []).length > 0,
  says: { error: 'say what is expected: "expected_behavior" or "assertions"', path: ['expected_behavior'] },
};
/** As its body has it; the agent stands in the path. */
export const reflectBodySchema = reflectBody.refine(expectsSomething.check, expectsSomething.says);
export const reflectInputSchema = reflectBody
  .extend({ agent_id: agentIdSchema })
  .refine(expectsSomething.check, expectsSomething.says);
export type ReflectInput = z.input<typeof reflectInputSchema>;

const attemptSchema = z.object({
  attempt: z.int(),
  /** What the agent was told of the attempt before; null for the first. */
  critique: z.string().nullable(),
  verdict: testVerdictSchema,
  score: z.number().nullable(),
  fault: testFaultSchema.nullable(),
  feedback: z.string(),
  assertions: z.array(assertionResultSchema),
  output: z.unknown(),
  cost: z.number(),
});

export const reflectionSchema = z.object({
  /** Scored apart: what the agent does by itself, and what it does when it is told what was wrong. */
  first: attemptSchema,
  final: attemptSchema,
  attempts: z.array(attemptSchema),
  /** Why no further attempt was made. */
  stopped: z.enum(['passed', 'attempts', 'money', 'time', 'cannot_be_judged']),
  cost: z.number(),
});
export type Reflection = z.infer<typeof reflectionSchema>;
export type ReflectionAttempt = Reflection['attempts'][number];

/** `POST /v1/agents/{id}/counterexamples`. */
export const searchCounterexamplesInputSchema = z.strictObject({
  agent_id: agentIdSchema,
  /** Where the search begins, and where its finds are kept. */
  dataset_id: datasetIdSchema,
  /** With the offline model, which costs nothing. */
  tries: z.int().min(1).max(2_000).default(200),
  /** With live models, after that; 0 for none. */
  live_tries: z.int().min(0).max(100).default(0),
  max_cost_usd: z.number().min(0).max(5).default(0.05),
  seconds: z.int().min(1).max(60).default(20),
  /** The same finds the same, as far as the models do. */
  seed: z.int().min(0).max(2_147_483_647).default(1),
});
export type SearchCounterexamplesInput = z.input<typeof searchCounterexamplesInputSchema>;

export const counterexamplesSchema = z.object({
  finds: z.array(
    z.object({
      /** What broke: an invariant's id, or an assertion of the case. */
      broken: z.string(),
      reason: z.string(),
      /** The case that it was made of, and the case that was kept. */
      of: z.string(),
      case: z.string(),
      input: z.unknown(),
      tools: z.record(z.string(), z.unknown()),
      live: z.boolean(),
    }),
  ),
  tries: z.int(),
  unknown: z.int(),
  stopped: z.string(),
  live: z.object({ tries: z.int(), stopped: z.string() }).nullable(),
  cost: z.number(),
  /** The dataset's version that has the finds; null where there are none. */
  dataset_version: z.int().nullable(),
});
export type Counterexamples = z.infer<typeof counterexamplesSchema>;
