import { createHash } from 'node:crypto';
import {
  type CelContext,
  canonicalJson,
  compileCel,
  compileJsonSchema,
  compilePattern,
} from '@agent-factory/spec';
import type { AssertionPorts } from '../assertions/outcome.ts';
import type { Engines } from '../engines.ts';
import type { Json, Observation } from '../observation.ts';

/** The engines of the spec language, as services wire them. */
export const engines: Engines = {
  matches: (pattern, text) => compilePattern(pattern).test(text),
  schemaViolations: (schema, value) => compileJsonSchema(schema)(value),
  evaluateCel: (expression, facts) =>
    compileCel(expression).evaluate({ ...facts, tool: null } satisfies CelContext),
  canonicalJson,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};

export const ports: AssertionPorts = { engines, judge: null, embedding: null, outputSchema: null };

/** A finished trial that says this, read as runs read answers: parsed where it is JSON. */
export function observed(answer: string | Json, more: Partial<Observation> = {}): Observation {
  const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
  return {
    input: { query: 'What is it?' },
    status: 'succeeded',
    error: null,
    text,
    output: typeof answer === 'string' ? parsed(answer) : answer,
    calls: [],
    invariants: [],
    state: null,
    turns: [],
    steps: 1,
    tokens: { input: 100, output: 20 },
    costNanoUsd: 1_000_000,
    durationMs: 1_500,
    models: ['offline/extractive'],
    ...more,
  };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
