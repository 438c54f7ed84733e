import type { Translator } from '../words/translator.ts';

export type Edited = { ok: true; value: unknown } | { ok: false; problem: string };

/** How a value stands in the field in which it is edited: text as itself, everything else as JSON. */
export function editable(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'null');
}

/**
 * What was made of it there: text where text was asked about, else JSON, which for a tool must be an object. A
 * problem says what is wrong and where.
 */
export function readEdited(
  text: string,
  asked: { about: 'tool' | 'invariant'; value: unknown },
  say: Translator<'approvals'>,
): Edited {
  if (asked.about === 'invariant' && typeof asked.value === 'string') return { ok: true, value: text };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { ok: false, problem: `${say('notJson')} ${placeOf(error, text, say)}` };
  }
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (asked.about === 'tool' && !isObject) {
    return { ok: false, problem: say('writeObject') };
  }
  return { ok: true, value };
}

/** Browsers name the place as an offset, or as line and column, or not at all. */
function placeOf(error: unknown, text: string, say: Translator<'approvals'>): string {
  const message = error instanceof Error ? error.message : '';
  const [, offset] = /position (\d+)/.exec(message) ?? [];
  if (offset !== undefined) {
    const before = text.slice(0, Number(offset)).split('\n');
    return say('lookAt', { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 });
  }
  const [, line, column] = /line (\d+) column (\d+)/.exec(message) ?? [];
  return line === undefined || column === undefined ? say('missingEnd') : say('lookAt', { line, column });
}
