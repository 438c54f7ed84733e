import type { JsonValue } from '../json-schema.ts';
import { EditRefusal } from './edit-problem.ts';
import { valueOfNode } from './layout.ts';
import { readLayout } from './read-layout.ts';
import { readStyle } from './read-style.ts';
import { isForeign, isList, isMapping } from './value.ts';
import { blockEntry } from './value-text.ts';

/**
 * A part of a spec as YAML of its own, as people would write it: what a canvas puts on the clipboard, so that it can be
 * pasted into a text too.
 */
export function writeSnippet(value: { readonly [key: string]: JsonValue }): string {
  const style = { ...readStyle('', null), dashIndent: 2 };
  return Object.entries(value)
    .map(([key, item]) => `${blockEntry(key, item, 0, style, 'block')}\n`)
    .join('');
}

/**
 * What a piece of text says that may have come from a spec: a mapping, or the items of a list. Null for prose, for what
 * is broken, and for what is past the bounds of the language; anchors, aliases and tags are no part of it.
 */
export function readSnippet(
  text: string,
): { readonly [key: string]: JsonValue } | readonly JsonValue[] | null {
  try {
    const { root, errors } = readLayout(text);
    if (root === null || errors.length > 0) return null;
    const value = valueOfNode(root);
    if (hasForeign(value)) return null;
    return isList(value) || isMapping(value) ? value : null;
  } catch (error) {
    if (error instanceof EditRefusal) return null;
    throw error;
  }
}

function hasForeign(value: JsonValue): boolean {
  if (isForeign(value)) return true;
  return (isList(value) || isMapping(value)) && Object.values(value).some(hasForeign);
}
