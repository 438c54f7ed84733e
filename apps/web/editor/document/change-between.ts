import { composeEdits, type TextEdit } from '@agent-factory/spec';

/** The one replacement that makes `after` of `before`, without what is the same at both ends. */
export function changeBetween(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  return composeEdits(before, [{ offset: 0, length: before.length, insert: after }], []);
}
