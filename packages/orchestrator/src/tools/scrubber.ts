import type { JsonValue } from '@agent-factory/spec';

const struck = '[secret]';
/** Shorter ones would strike ordinary words; vendors' keys have at least 16 characters. */
const shortest = 4;

/** Strikes secrets from whatever goes to a model, an event or a log. Remembers all that it was told. */
export interface Scrubber {
  learn(secret: string): void;
  text(text: string): string;
  /** Keys of objects too. */
  value(value: JsonValue): JsonValue;
}

/** A secret is found as it is and in the forms that travel: base64 (with whatever stood before it), percent and JSON escapes. */
export function createScrubber(): Scrubber {
  const forms = new Set<string>();
  let ordered: readonly string[] = [];

  const scrub = (text: string): string => {
    let clean = text;
    for (const form of ordered) if (clean.includes(form)) clean = clean.replaceAll(form, struck);
    return clean;
  };
  const walk = (value: JsonValue): JsonValue => {
    if (typeof value === 'string') return scrub(value);
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [scrub(key), walk(inner)]));
  };
  return {
    learn(secret) {
      if (secret.length < shortest || forms.has(secret)) return;
      for (const form of formsOf(secret)) forms.add(form);
      // The longest first, so that a form that holds another goes as a whole.
      ordered = [...forms].toSorted((a, b) => b.length - a.length);
    },
    text: scrub,
    value: (value) => (ordered.length === 0 ? value : walk(value)),
  };
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ a: secret }).toString().slice(2),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString('hex'),
  ];
  // Base64 of a text that holds the secret: its middle looks one of three ways, by what stands before it.
  for (const before of [0, 1, 2]) {
    const whole = Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const first = Math.ceil((before * 8) / 6);
    const last = Math.floor(((before + bytes.length) * 8) / 6);
    const middle = whole.slice(first, last);
    if (middle.length >= 8) forms.push(middle, middle.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return forms.filter((form) => form.length >= shortest);
}
