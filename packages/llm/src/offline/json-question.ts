export interface JsonQuestion {
  /** The JSON as it stands in the question. */
  json: string;
  value: unknown;
  /** The question around it. */
  rest: string;
}

/** The largest piece of JSON (an object or a list) that stands in a text; null when there is none. */
export function findJson(text: string): JsonQuestion | null {
  let start = text.search(/[[{]/);
  // Bounded, since a text of nothing but open brackets would be scanned once for each.
  for (let tries = 0; tries < 20 && start >= 0 && start < text.length; tries++) {
    const end = closingOf(text, start);
    const json = end === -1 ? '' : text.slice(start, end + 1);
    const value = parse(json);
    if (value !== undefined) {
      return { json, value, rest: `${text.slice(0, start)} ${text.slice(end + 1)}`.trim() };
    }
    const next = text.slice(start + 1).search(/[[{]/);
    start = next < 0 ? text.length : start + 1 + next;
  }
  return null;
}

function closingOf(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign === '\\') i += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}

function parse(json: string): unknown {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && Object.keys(value).length > 0 ? value : undefined;
  } catch {
    return undefined;
  }
}
