import type { Span } from '../text/reporter.ts';
import type { LaidCollection, LaidEntry, LaidItem, LaidNode } from './layout.ts';

export function lineStart(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** The end of the line without its line break. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  if (end === -1) return text.length;
  return end > at && text[end - 1] === '\r' ? end - 1 : end;
}

/** The start of the next line, or the text's end. */
export function nextLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end + 1;
}

export function columnOf(text: string, at: number): number {
  return at - lineStart(text, at);
}

/** Whether nothing but space stands before `at` on its line. */
export function isFirstInLine(text: string, at: number): boolean {
  return text.slice(lineStart(text, at), at).trim() === '';
}

/** How far the line of `at` is indented. */
export function indentOf(text: string, at: number): number {
  const start = lineStart(text, at);
  let end = start;
  while (text[end] === ' ') end++;
  return end - start;
}

export function isBlock(node: LaidNode): node is LaidCollection & { flow: false } {
  return (node.kind === 'map' || node.kind === 'seq') && !node.flow;
}

/** Just after the dash or the colon. */
export function markOf(holder: LaidEntry | LaidItem): number {
  return 'mark' in holder ? holder.mark : (holder.colon ?? holder.keySpan.end);
}

/** Where what a holder says ends. */
export function endOf(holder: LaidEntry | LaidItem): number {
  return Math.max(holder.node.end, markOf(holder));
}

/** Where what a holder says ends, and whether that is a block scalar, behind which no comment can stand. */
function contentOf(holder: LaidEntry | LaidItem): { end: number; isBlockScalar: boolean } {
  const { node } = holder;
  const last = isBlock(node) ? node.items.at(-1) : undefined;
  const inner = last
    ? contentOf(last)
    : {
        end: node.end,
        isBlockScalar: node.kind === 'scalar' && (node.style === 'literal' || node.style === 'folded'),
      };
  const mark = markOf(holder);
  return inner.end > mark ? inner : { end: mark, isBlockScalar: false };
}

/**
 * What goes with an item or entry when it moves or is removed: it, the comment behind it, and the comment lines right
 * above it in its own column. In brackets it is the item alone. Indentation and line breaks around are no part of it.
 */
export function regionOf(text: string, parent: LaidCollection, index: number, floor: number): Span {
  const holder = parent.items[index];
  if (holder === undefined) throw new RangeError('no such item');
  const { end, isBlockScalar } = contentOf(holder);
  if (parent.flow) return { start: holder.start, end };
  const previous = parent.items[index - 1];
  const above = previous ? contentOf(previous).end : floor;
  return { start: leadStart(text, holder.start, above), end: isBlockScalar ? end : lineEnd(text, end) };
}

/** Where a collection in block style ends, with the comment behind its last line. */
export function blockEnd(text: string, node: LaidCollection): number {
  return node.items.length === 0 ? node.end : regionOf(text, node, node.items.length - 1, node.start).end;
}

/** The start of the comment lines right above `at`, in its column; `at` itself where there are none. */
function leadStart(text: string, at: number, floor: number): number {
  if (!isFirstInLine(text, at)) return at;
  const column = columnOf(text, at);
  let lead = at;
  let line = lineStart(text, at);
  while (line > floor) {
    const above = lineStart(text, line - 1);
    const isComment = text[above + column] === '#' && text.slice(above, above + column).trim() === '';
    if (above < floor || !isComment) break;
    lead = above + column;
    line = above;
  }
  return lead;
}
