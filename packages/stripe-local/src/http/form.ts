import { invalidRequest } from './stripe-error.ts';

export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

/** Deeper than any parameter of Stripe's. */
const maxDepth = 12;

/**
 * Reads `a[b][0][c]=1` as the SDK sends it: `{ a: { b: [{ c: '1' }] } }`. Numbers as names make a list, in
 * their order; `a[]=1` appends.
 *
 * @throws StripeError (400) for a name that is written wrongly.
 */
export function parseForm(text: string): Form {
  const root: Form = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) {
    const keys = keysOf(name);
    let place = root;
    for (const key of keys.slice(0, -1)) {
      const next = place[key] ?? Object.create(null);
      if (typeof next === 'string' || Array.isArray(next)) throw invalidRequest(`Invalid parameter: ${name}`);
      place[key] = next;
      place = next;
    }
    const last = keys.at(-1) ?? '';
    place[last === '' ? String(Object.keys(place).length) : last] = value;
  }
  return listsOf(root) as Form;
}

function keysOf(name: string): string[] {
  const match = /^([^[\]]+)((?:\[[^[\]]*\])*)$/.exec(name);
  if (match?.[1] === undefined) throw invalidRequest(`Invalid parameter name: ${name}`);
  const inner = [...(match[2] ?? '').matchAll(/\[([^[\]]*)\]/g)].map(([, key]) => key ?? '');
  if (inner.length > maxDepth) throw invalidRequest(`Parameter ${match[1]} is nested too deep.`);
  return [match[1], ...inner];
}

function listsOf(value: FormValue): FormValue {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, listsOf(inner)] as const);
  if (entries.length > 0 && entries.every(([key]) => /^\d+$/.test(key))) {
    return entries.sort(([a], [b]) => Number(a) - Number(b)).map(([, inner]) => inner);
  }
  return Object.fromEntries(entries);
}
