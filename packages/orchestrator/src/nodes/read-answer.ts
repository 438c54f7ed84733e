import type { JsonValue, SchemaViolation } from '@agent-factory/spec';

export type ReadAnswer = { ok: true; value: JsonValue } | { ok: false; problem: string; advice: string };

/** The output that an answer's text stands for: itself, or the JSON that the output schema asks for. */
export function readAnswer(
  text: string,
  violationsOf: ((value: unknown) => SchemaViolation[]) | null,
): ReadAnswer {
  if (text.trim() === '') {
    return { ok: false, problem: 'The answer was empty.', advice: 'Answer the request.' };
  }
  if (violationsOf === null) return { ok: true, value: text };
  const advice = 'Answer with one JSON value of the requested schema and nothing else.';
  const value = parseJson(text);
  if (value === undefined) return { ok: false, problem: 'The answer is not valid JSON.', advice };
  const violations = violationsOf(value);
  if (violations.length === 0) return { ok: true, value };
  const list = violations.slice(0, 5).map(({ pointer, message }) => `${pointer || '/'}: ${message}`);
  return { ok: false, problem: `The answer does not fit the output schema. ${list.join('; ')}`, advice };
}

/** Models like to wrap JSON in a code fence, whatever they were asked for. */
function parseJson(text: string): JsonValue | undefined {
  const trimmed = text.trim();
  const fenced = trimmed.startsWith('```') && trimmed.endsWith('```') && trimmed.includes('\n');
  const json = fenced ? trimmed.slice(trimmed.indexOf('\n') + 1, -3) : trimmed;
  try {
    const value: JsonValue = JSON.parse(json);
    return value;
  } catch {
    return undefined;
  }
}
