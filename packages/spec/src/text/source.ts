import type { Position, Range } from '@agent-factory/contracts';

/** A text with its lines found once, so that an offset becomes a position by binary search. */
export interface Source {
  text: string;
  positionAt(offset: number): Position;
  rangeOf(start: number, end: number): Range;
}

/** Lines end with LF, CRLF or a lone CR, as editors count them. */
export function createSource(text: string): Source {
  const starts = [0];
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  function positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: at - (starts[low] ?? 0) + 1, offset: at };
  }
  return { text, positionAt, rangeOf: (start, end) => ({ start: positionAt(start), end: positionAt(end) }) };
}
