import { AppError } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';
import type { Compiled } from './compiled.ts';

/**
 * The input that a run of this agent or team gets: a bare string means `{ query }`. AppError `invalid_input` says
 * where it does not fit the spec's `input` schema.
 */
export function validateInput(compiled: Compiled, input: string | Record<string, unknown>): JsonValue {
  const value = typeof input === 'string' ? { query: input } : parsedJson(input);
  const problem = inputProblem(compiled, value);
  if (problem !== null) throw new AppError('invalid_input', problem);
  return value;
}

/** Why an input does not fit; null when it does. */
export function inputProblem({ inputViolations, spec }: Compiled, input: JsonValue): string | null {
  if (inputViolations === null) {
    const empty = input === null || (typeof input === 'object' && Object.keys(input).length === 0);
    return empty ? 'The input is empty.' : null;
  }
  const violations = inputViolations(input);
  if (violations.length === 0) return null;
  const list = violations.slice(0, 5).map(({ pointer, message }) => `input${pointer}: ${message}`);
  return `The input does not fit what "${spec.name}" takes. ${list.join('; ')}`;
}

/** Inputs come from parsed request bodies, so they are JSON. */
function parsedJson(input: Record<string, unknown>): { readonly [key: string]: JsonValue } {
  return input as { readonly [key: string]: JsonValue };
}
