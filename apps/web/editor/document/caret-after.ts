import type { TextEdit } from '@agent-factory/spec';

/**
 * Where a caret stands after edits that somebody else made, all told in offsets of the text before them: with the character
 * on its left. What is written right where it stands comes after it; else who writes at the end of a line would be drawn
 * along by whoever begins the next.
 */
export function caretAfter(caret: number, edits: readonly TextEdit[]): number {
  let after = caret;
  for (const { offset, length, insert } of edits) {
    const end = offset + length;
    if (end > caret) after -= Math.max(0, caret - offset);
    else if (length > 0 || offset < caret) after += insert.length - length;
  }
  return after;
}
