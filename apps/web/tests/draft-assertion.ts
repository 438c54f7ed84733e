import type { AssertionInput, AssertionKind } from '@agent-factory/contracts';
import { type AssertionField, assertionFields } from './assertion-fields.ts';

/** An assertion while it is written: every field as text. */
export interface DraftAssertion {
  /** Of the form's row. */
  key: string;
  kind: AssertionKind;
  not: boolean;
  values: Readonly<Record<string, string>>;
}

let made = 0;

export function newKey(): string {
  made += 1;
  return `draft-${made}`;
}

/** An empty one; choices stand at their first. */
export function newAssertion(kind: AssertionKind): DraftAssertion {
  const values = Object.fromEntries(
    assertionFields[kind].flatMap(({ name, as, options }) =>
      as === 'choice' && options?.[0] !== undefined ? [[name, options[0]]] : [],
    ),
  );
  return { key: newKey(), kind, not: false, values };
}

/** What stands in each field of one that is there. */
export function draftOf(assertion: { kind: AssertionKind; not?: boolean | undefined }): DraftAssertion {
  const given: Readonly<Record<string, unknown>> = { ...assertion };
  const values = Object.fromEntries(
    assertionFields[assertion.kind].map(({ name, as }) => [name, shown(as, given[name])]),
  );
  return { key: newKey(), kind: assertion.kind, not: assertion.not ?? false, values };
}

function shown(as: AssertionField['as'], value: unknown): string {
  if (as === 'json') return value === undefined ? '' : JSON.stringify(value, null, 2);
  if (value === undefined || value === null) return '';
  if (as === 'lines') return Array.isArray(value) ? value.join('\n') : String(value);
  return String(value);
}

export type ReadAssertion = { assertion: AssertionInput } | { errors: Readonly<Record<string, string>> };

/** The assertion that was written, or what is wrong with which field. The API looks at it again. */
export function readAssertion({ kind, not, values }: DraftAssertion): ReadAssertion {
  const fields: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of assertionFields[kind]) {
    const text = values[field.name] ?? '';
    const read = readField(field, text);
    if ('error' in read) errors[field.name] = read.error;
    else if (read.value !== undefined) fields[field.name] = read.value;
  }
  if (Object.keys(errors).length > 0) return { errors };
  return { assertion: { kind, not, ...fields } as AssertionInput };
}

function readField(
  { as, optional, name }: AssertionField,
  text: string,
): { value: unknown } | { error: string } {
  if (as === 'flag') return { value: text === 'true' };
  if (text.trim() === '') return optional ? { value: undefined } : { error: 'Fill this in.' };
  switch (as) {
    case 'number': {
      const value = Number(text);
      return Number.isFinite(value) && value >= 0 ? { value } : { error: 'A number, 0 or more.' };
    }
    case 'lines':
      return { value: text.split('\n').filter((line) => line.trim() !== '') };
    case 'json':
      try {
        return { value: JSON.parse(text) };
      } catch {
        return { error: 'This is no JSON. A text stands in quotes: "Paris".' };
      }
    case 'choice':
      return { value: name === 'tie_passes' ? text === 'true' : text };
    default:
      return { value: text };
  }
}
