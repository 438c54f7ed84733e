import { z } from 'zod';
import { assertionSchema } from './assertion.ts';

export const maxCases = 10_000;
const json = z.json();

/**
 * What a case may be used for: `train` by whoever improves the agent (also the reflection loop), `validation` to decide
 * whether a change is better, `sealed` to check a decision; nobody who proposes changes sees a sealed case.
 */
export const splits = ['train', 'validation', 'sealed'] as const;
export type Split = (typeof splits)[number];

/** What a stubbed tool answers to a call whose arguments hold these (all of `arguments`, perhaps more). */
export const stubSchema = z.strictObject({
  tool: z.string().min(1).max(200),
  arguments: z.record(z.string(), json).optional(),
  answer: z.union([
    z.strictObject({ result: json }),
    z.strictObject({ error: z.string().min(1).max(2_000) }),
  ]),
  /** What the environment's state is set to, at its top-level keys, once this has answered. */
  sets: z.record(z.string(), json).optional(),
});
export type Stub = z.infer<typeof stubSchema>;

export const environmentSchema = z.strictObject({
  tools: z.array(stubSchema).max(200),
  /** Held at the beginning; `end_state` looks at it afterwards. */
  state: z.record(z.string(), json).default({}),
  /** Whether a call that nothing answers is an error of the test or of the tool, as the agent sees it. */
  unknown: z.enum(['test_error', 'tool_error']).default('test_error'),
});
export type Environment = z.infer<typeof environmentSchema>;

/** What the user says after the first answer: written down, or played by a model. */
export const turnsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('scripted'),
    messages: z.array(z.string().min(1).max(100_000)).min(1).max(50),
  }),
  z.strictObject({
    kind: z.literal('simulated'),
    persona: z.string().min(1).max(4_000),
    goal: z.string().min(1).max(4_000),
    /** Messages of the user, the first among them. */
    at_most: z.int().min(1).max(50).default(8),
  }),
]);
export type Turns = z.infer<typeof turnsSchema>;

/** Where a case comes from. `generated` names the case that it was made of and how. */
export const caseSourceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('written') }),
  z.strictObject({ kind: z.literal('imported'), from: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('run'), run_id: z.string().min(1).max(100) }),
  z.strictObject({
    kind: z.literal('generated'),
    of: z.string().min(1).max(200),
    by: z.string().min(1).max(100),
  }),
]);
export type CaseSource = z.infer<typeof caseSourceSchema>;

/** One task of a dataset: what goes in and what must come of it. */
export const testCaseSchema = z.strictObject({
  /** Unique in its dataset. */
  name: z.string().trim().min(1).max(200),
  /** A bare text is short for `{ query: text }`. */
  input: z.union([
    z
      .string()
      .min(1)
      .max(100_000)
      .transform((query): Record<string, z.infer<typeof json>> => ({ query })),
    z.record(z.string(), json),
  ]),
  /** All must hold; without one the run must succeed. */
  expect: z.array(assertionSchema).max(50).default([]),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).default([]),
  /** A critical case that newly fails blocks publishing on its own. */
  critical: z.boolean().default(false),
  /** Null: by the hash of the case. */
  split: z.enum(splits).nullable().default(null),
  stubs: environmentSchema.nullable().default(null),
  turns: turnsSchema.nullable().default(null),
  source: caseSourceSchema.default({ kind: 'written' }),
});
export type TestCase = z.infer<typeof testCaseSchema>;
export type TestCaseInput = z.input<typeof testCaseSchema>;

/** Cases of which no two have one name. */
export const casesSchema = z
  .array(testCaseSchema)
  .min(1)
  .max(maxCases)
  .superRefine((cases, context) => {
    const seen = new Set<string>();
    for (const [place, { name }] of cases.entries()) {
      if (seen.has(name)) {
        context.addIssue({
          code: 'custom',
          path: [place, 'name'],
          message: `another case is named “${name}”`,
        });
      }
      seen.add(name);
    }
  });
