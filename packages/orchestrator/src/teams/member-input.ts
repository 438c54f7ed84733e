import { AppError } from '@agent-factory/contracts';
import {
  asInput,
  compileJsonSchema,
  type JsonSchema,
  type JsonValue,
  type Spec,
  textOf,
} from '@agent-factory/spec';

/**
 * The input that a member gets: the first offer that it takes, a text meaning `{ query }`. The offers lead from the
 * richest to plain words. AppError `invalid_input` names the member and what its schema misses.
 */
export function memberInput(spec: Spec, offers: readonly JsonValue[]): JsonValue {
  const problems = problemsOf(spec);
  let first: string | undefined;
  for (const offer of offers) {
    const input = asInput(offer);
    const problem = problems(input);
    if (problem === null) return input;
    first ??= problem;
  }
  throw new AppError(
    'invalid_input',
    `The member "${spec.name}" cannot take what it is given: ${first ?? 'there is nothing'}. Change its "input" schema, or what the member before it makes.`,
  );
}

/** An earlier member's answer as the next one's input: as it is, else its text. */
export function offersOf(value: JsonValue): JsonValue[] {
  return typeof value === 'string' ? [value] : [value, { query: textOf(value) }];
}

const validators = new WeakMap<JsonSchema, ReturnType<typeof compileJsonSchema>>();

function problemsOf({ input: schema }: Spec): (input: JsonValue) => string | null {
  if (schema === undefined) {
    return (input) =>
      input !== null && typeof input === 'object' && !Array.isArray(input) && Object.keys(input).length > 0
        ? null
        : 'it is no object that says something';
  }
  let violationsOf = validators.get(schema);
  if (violationsOf === undefined) {
    violationsOf = compileJsonSchema(schema);
    validators.set(schema, violationsOf);
  }
  const known = violationsOf;
  return (input) => {
    const [violation] = known(input);
    return violation === undefined ? null : `input${violation.pointer}: ${violation.message}`;
  };
}
