import { AppError } from '@agent-factory/contracts';
import type { JsonValue } from '@agent-factory/spec';
import type { CompiledAgent } from './compile-agent.ts';

/**
 * The input that a run of this agent gets: a bare string means `{ query }`. AppError `invalid_input` says
 * where it does not fit the spec's `input` schema.
 */
export function validateInput(agent: CompiledAgent, input: string | Record<string, unknown>): JsonValue {
  const value = typeof input === 'string' ? { query: input } : parsedJson(input);
  if (agent.inputViolations === null) {
    if (Object.keys(value).length === 0) throw new AppError('invalid_input', 'The input is empty.');
    return value;
  }
  const violations = agent.inputViolations(value);
  if (violations.length === 0) return value;
  const list = violations.slice(0, 5).map(({ pointer, message }) => `input${pointer}: ${message}`);
  throw new AppError(
    'invalid_input',
    `The input does not fit what "${agent.spec.name}" takes. ${list.join('; ')}`,
  );
}

/** Inputs come from parsed request bodies, so they are JSON. */
function parsedJson(input: Record<string, unknown>): { readonly [key: string]: JsonValue } {
  return input as { readonly [key: string]: JsonValue };
}
