import { isObject, type JsonObject, listAt, objectAt } from '../read-json.ts';

/**
 * Reads the text of a chunk without parsing it, where all but its text is letter for letter what a chunk before had:
 * of 100 chunks most services change nothing else (docs/decisions/0201 has the measurement).
 */
export interface Envelope {
  /** The text; null where the chunk must be parsed. */
  open(data: string): string | null;
  /** Learns from a chunk that was parsed and gave this text alone. */
  learn(data: string, chunk: JsonObject, text: string): void;
}

/** Lessons that may fail in a row; some services change more from chunk to chunk (OpenAI's `obfuscation`). */
const patience = 4;
/** No model says this; where it comes out of a chunk, there it was put in. */
const probe = '\u0001probe\u0001';

export function createEnvelope(): Envelope {
  let before = '';
  let after = '';
  let lessonsLeft = patience;
  return {
    open(data) {
      const end = data.length - after.length;
      // Compared as slices: `startsWith` of a string that may change takes five times as long.
      if (before === '' || end < before.length) return null;
      if (data.slice(end) !== after || data.slice(0, before.length) !== before) return null;
      const text = readString(data.slice(before.length, end));
      if (text !== null) lessonsLeft = patience;
      return text;
    },
    learn(data, chunk, text) {
      if (lessonsLeft === 0 || !isPlain(chunk)) return;
      lessonsLeft -= 1;
      const written = `"content":${JSON.stringify(text)}`;
      const at = data.indexOf(written);
      if (at === -1) return;
      const first = data.slice(0, at + '"content":"'.length);
      const rest = data.slice(at + written.length - 1);
      if (!holdsProbe(first + JSON.stringify(probe).slice(1, -1) + rest)) return;
      before = first;
      after = rest;
    },
  };
}

/** Whether a chunk says nothing but its text: no usage, no reason, no refusal. */
function isPlain(chunk: JsonObject): boolean {
  const choice = listAt(chunk, 'choices')[0];
  if (!isObject(choice) || choice.finish_reason) return false;
  const delta = objectAt(choice, 'delta');
  return !chunk.usage && !chunk.x_groq && !delta?.refusal && !delta?.tool_calls;
}

/** What stands between the quotes of a JSON string; null for what does not end where the string ends. */
function readString(inner: string): string | null {
  if (isVerbatim(inner)) return inner;
  try {
    const value: unknown = JSON.parse(`"${inner}"`);
    return typeof value === 'string' ? value : null;
  } catch {
    return null;
  }
}

/** No quotes, no escapes, nothing that must be escaped; a loop, since a pattern takes ten times as long here. */
function isVerbatim(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 || code === 0x22 || code === 0x5c) return false;
  }
  return true;
}

function holdsProbe(data: string): boolean {
  try {
    const choice = listAt(JSON.parse(data), 'choices')[0];
    return isObject(choice) && objectAt(choice, 'delta')?.content === probe;
  } catch {
    return false;
  }
}
