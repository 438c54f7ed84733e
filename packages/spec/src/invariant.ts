import { boundarySchema, invariantActionSchema } from '@agent-factory/contracts';
import { z } from 'zod';
import { jsonSchemaSchema } from './json-schema.ts';

/** Kinds of personal data that `noPii` finds, by pattern and check digit, without a model. */
export const piiKinds = ['email', 'phone', 'card', 'iban', 'ssn', 'ip_address'] as const;
export type PiiKind = (typeof piiKinds)[number];

const text = z.string().min(1);

/**
 * What an invariant demands. All but `judge` are deterministic. Texts are checked as they cross the
 * boundary: a string as it is, anything else as its JSON.
 */
export const invariantCheckSchema = z.discriminatedUnion('kind', [
  /** The text must not contain this pattern (RE2 syntax). */
  z.strictObject({ kind: z.literal('forbidPattern'), pattern: text }),
  /** The text must contain this pattern (RE2 syntax). */
  z.strictObject({ kind: z.literal('matches'), pattern: text }),
  /** The output must fit a JSON Schema; `null` means the spec's own `output`. */
  z.strictObject({ kind: z.literal('outputSchema'), schema: jsonSchemaSchema.nullable() }),
  /** At most this many characters (Unicode code points). */
  z.strictObject({ kind: z.literal('maxLength'), characters: z.int().min(1) }),
  /** This tool must have been called, and have answered without an error, before the run ends. */
  z.strictObject({ kind: z.literal('requireTool'), tool: text }),
  /** This tool must not be called. */
  z.strictObject({ kind: z.literal('forbidTool'), tool: text }),
  /** At most this many calls in a run, of one tool or (`tool: null`) of all together. */
  z.strictObject({ kind: z.literal('maxCalls'), tool: text.nullable(), atMost: z.int().min(0) }),
  /** A tool of the list may be called only after those before it have been called. */
  z.strictObject({ kind: z.literal('toolOrder'), tools: z.array(text).min(2) }),
  /** None of these kinds of personal data may appear. */
  z.strictObject({ kind: z.literal('noPii'), kinds: z.array(z.enum(piiKinds)).min(1) }),
  /** A CEL expression over `celVariables` that must be true. */
  z.strictObject({ kind: z.literal('cel'), expression: text }),
  /** A statement that a judge model must find true. */
  z.strictObject({ kind: z.literal('judge'), question: text }),
]);
export type InvariantCheck = z.infer<typeof invariantCheckSchema>;
export type InvariantCheckKind = InvariantCheck['kind'];

/** A rule that binds at run time, whatever the model says. */
export const invariantSchema = z.strictObject({
  id: text,
  /** The rule in plain words, for people and receipts; nothing is derived from it. */
  says: z.string(),
  /** Where it is checked, in the order of `boundaries`, each once. */
  at: z.array(boundarySchema).min(1),
  check: invariantCheckSchema,
  otherwise: invariantActionSchema,
});
export type Invariant = z.infer<typeof invariantSchema>;
