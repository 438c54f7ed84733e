import type { Json } from './observation.ts';

/** What a CEL expression of a test sees; the same as in a spec's tests. */
export interface CelFacts {
  input: Json;
  output: Json;
  /** The calls of the run, in order. */
  calls: readonly { name: string; ok: boolean }[];
  usage: { costUsd: number; steps: number; seconds: number; tokens: number };
}

/**
 * The engines of the spec language, which this room may not import. Whatever they throw makes the assertion an error of
 * the grader: a pattern that does not compile, an expression that fails on this value.
 */
export interface Engines {
  /** Whether the pattern (RE2 syntax) occurs in the text, in time linear in it. */
  matches(pattern: string, text: string): boolean;
  /** What about the value does not fit the JSON Schema (draft 2020-12). */
  schemaViolations(
    schema: Readonly<Record<string, Json>>,
    value: Json,
  ): readonly { pointer: string; message: string }[];
  evaluateCel(expression: string, facts: CelFacts): boolean;
  /** RFC 8785. */
  canonicalJson(value: Json): string;
  /** Of the text as UTF-8, in hexadecimal. */
  sha256(text: string): string;
}

/** A model that turns texts into vectors of one length. */
export interface EmbeddingPort {
  embed(texts: readonly string[]): Promise<{ vectors: readonly (readonly number[])[]; costNanoUsd: number }>;
}
