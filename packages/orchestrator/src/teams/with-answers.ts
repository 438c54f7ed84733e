import { asInput, type JsonValue, textOf } from '@agent-factory/spec';
import { renderInput } from '../run/render-input.ts';

/**
 * A request together with what others have made of it: beside the request's own fields under `key`, or, for a member
 * whose schema has no room for that, all of it as words.
 */
export function withAnswers(
  input: JsonValue,
  key: string,
  answers: Readonly<Record<string, JsonValue>>,
): JsonValue[] {
  if (Object.keys(answers).length === 0) return [input, { query: renderInput(input) }];
  const request = asInput(input);
  const fields = request !== null && typeof request === 'object' && !Array.isArray(request) ? request : {};
  const told = Object.entries(answers).map(([name, value]) => `## ${name}\n\n${textOf(value)}`);
  return [{ ...fields, [key]: answers }, { query: [renderInput(input), ...told].join('\n\n') }];
}
