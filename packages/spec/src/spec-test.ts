import { z } from 'zod';
import { jsonSchemaSchema, jsonValueSchema } from './json-schema.ts';

const text = z.string().min(1);

/** What a test expects of a finished run. A text is the output as it is, or its JSON when it is no string. */
export const assertionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contains'), text }),
  z.strictObject({ kind: z.literal('notContains'), text }),
  z.strictObject({ kind: z.literal('matches'), pattern: text }),
  z.strictObject({ kind: z.literal('notMatches'), pattern: text }),
  z.strictObject({ kind: z.literal('equals'), value: jsonValueSchema }),
  /** The output fits a JSON Schema; `null` means the spec's own `output`. */
  z.strictObject({ kind: z.literal('jsonSchema'), schema: jsonSchemaSchema.nullable() }),
  z.strictObject({ kind: z.literal('cel'), expression: text }),
  z.strictObject({ kind: z.literal('toolUsed'), tool: text }),
  z.strictObject({ kind: z.literal('toolNotUsed'), tool: text }),
  z.strictObject({ kind: z.literal('maxLength'), characters: z.int().min(1) }),
  z.strictObject({ kind: z.literal('maxCostUsd'), usd: z.number().min(0) }),
  z.strictObject({ kind: z.literal('maxSeconds'), seconds: z.number().positive() }),
  z.strictObject({ kind: z.literal('maxSteps'), steps: z.int().min(1) }),
  z.strictObject({ kind: z.literal('maxTokens'), tokens: z.int().min(1) }),
  /** How the run ends; without this assertion a test expects `succeeded`. */
  z.strictObject({ kind: z.literal('status'), status: z.enum(['succeeded', 'refused', 'failed']) }),
  /** A statement that a judge model must find true. */
  z.strictObject({ kind: z.literal('judge'), question: text }),
]);
export type Assertion = z.infer<typeof assertionSchema>;
export type AssertionKind = Assertion['kind'];

export const specTestSchema = z.strictObject({
  name: text,
  /** A bare string is short for `{ query: string }` and arrives here as that. */
  input: z.record(z.string(), jsonValueSchema),
  expect: z.array(assertionSchema).min(1),
  /** A critical test that newly fails blocks publishing on its own. */
  critical: z.boolean(),
});
export type SpecTest = z.infer<typeof specTestSchema>;

/** What the tests must reach before a version may be published. `minPassRate` is from 0 to 1. */
export const gatesSchema = z.strictObject({
  minPassRate: z.number().min(0).max(1),
  trials: z.int().min(1).max(50),
  /** Labels that ask for an open gate besides `production`, which always does. */
  guards: z.array(z.enum(['draft', 'staging'])).exactOptional(),
});
export type Gates = z.infer<typeof gatesSchema>;
