import { createHash } from 'node:crypto';
import type { Engines } from '@agent-factory/evals';
import {
  type CelContext,
  canonicalJson,
  compileCel,
  compileJsonSchema,
  compilePattern,
} from '@agent-factory/spec';

/** What assertions are evaluated with: the engines of the spec language, so that a test and a rule mean the same. */
export const engines: Engines = {
  matches: (pattern, text) => compilePattern(pattern).test(text),
  schemaViolations: (schema, value) => compileJsonSchema(schema)(value),
  evaluateCel: (expression, facts) =>
    compileCel(expression).evaluate({ ...facts, tool: null } satisfies CelContext),
  canonicalJson,
  sha256: (text) => createHash('sha256').update(text).digest('hex'),
};
