import type { Range } from '@agent-factory/contracts';
import type { JsonValue } from '../json-schema.ts';
import { createSource } from '../text/source.ts';
import { documentValue } from './document-value.ts';
import { EditRefusal } from './edit-problem.ts';
import { readLayout } from './read-layout.ts';

export interface SpecContent {
  /** What the text says, whether or not the language knows it; the body is `instructions`. */
  value: { readonly [key: string]: JsonValue };
  /** Where its YAML is broken; what stands around such a place can be edited in the text alone. */
  broken: readonly Range[];
}

/**
 * A spec as it is written, for what shows and edits its parts: it goes by the text, so that a form goes on while there is
 * a mistake elsewhere. Null for what cannot be read at all.
 */
export function specContent(text: string): SpecContent | null {
  try {
    const layout = readLayout(text);
    const source = createSource(text);
    const broken = layout.errors.map(({ start, end }) => source.rangeOf(start, Math.max(start, end)));
    return { value: documentValue(layout), broken };
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}
