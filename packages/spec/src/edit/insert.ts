import type { LaidCollection, Layout } from './layout.ts';
import { columnOf, indentOf, isFirstInLine, lineEnd, lineStart, regionOf } from './lines.ts';
import type { TextEdit } from './text-edit.ts';

/** A further item or entry in block style; `text` is without its own indentation. */
export function insertInBlock(
  { text, style, parts }: Layout,
  into: LaidCollection,
  index: number,
  written: string,
): TextEdit[] {
  const column = columnOf(text, into.items[0]?.start ?? into.start);
  const indent = ' '.repeat(column);
  const floor = parts.yaml.start;
  const gap = hasBlankLines(text, into, floor) ? style.eol + style.eol : style.eol;
  if (index > 0) {
    const { end } = regionOf(text, into, Math.min(index, into.items.length) - 1, floor);
    return [{ offset: end, length: 0, insert: gap + indent + written }];
  }
  const { start } = regionOf(text, into, 0, floor);
  return isFirstInLine(text, start)
    ? [{ offset: lineStart(text, start), length: 0, insert: indent + written + gap }]
    : [{ offset: start, length: 0, insert: written + gap + indent }];
}

/** Whether the author parts all items by blank lines. */
function hasBlankLines(text: string, into: LaidCollection, floor: number): boolean {
  if (into.items.length < 2) return false;
  return into.items.every((_, index) => {
    if (index === 0) return true;
    const above = regionOf(text, into, index - 1, floor).end;
    const gap = text.slice(above, regionOf(text, into, index, floor).start);
    return gap.split('\n').length > 2;
  });
}

/** Whether the items stand on lines of their own. */
export function isSpread(text: string, { items }: LaidCollection): boolean {
  return items[0] !== undefined && isFirstInLine(text, items[0].start);
}

export interface BracketForms {
  /** The new item for a collection on one line. */
  short: string;
  /** The same for one whose items have lines of their own, given their column and how much deeper each level is. */
  spread(column: number, unit: number): string;
}

/** A further item in brackets, on one line or on its own as its neighbours are. */
export function insertInBrackets(
  layout: Layout,
  into: LaidCollection,
  index: number,
  { short, spread }: BracketForms,
): TextEdit[] {
  const { text, style } = layout;
  const next = into.items[index];
  const last = into.items.at(-1);
  if (last === undefined) return fillBrackets(layout, into, { short, spread });

  if (!isSpread(text, into)) {
    if (next) return [{ offset: next.start, length: 0, insert: `${short},${style.commaGap}` }];
    return last.comma === null
      ? [{ offset: last.node.end, length: 0, insert: `,${style.commaGap}${short}` }]
      : [{ offset: last.comma + 1, length: 0, insert: `${style.commaGap}${short},` }];
  }
  const column = columnOf(text, into.items[0]?.start ?? 0);
  const written = spread(column, Math.max(1, column - indentOf(text, into.start)));
  const line = style.eol + ' '.repeat(column);
  if (next) {
    const isOwnLine = isFirstInLine(text, next.start);
    return [
      { offset: next.start, length: 0, insert: written + (isOwnLine ? `,${line}` : `,${style.commaGap}`) },
    ];
  }
  const end = last.comma === null ? Math.max(last.node.end, last.start) : last.comma + 1;
  const rest = text.slice(end, lineEnd(text, end)).trim();
  if (rest !== '' && !rest.startsWith('#')) {
    return [{ offset: end, length: 0, insert: `${last.comma === null ? ',' : ''}${line}${written}` }];
  }
  const added = { offset: lineEnd(text, end), length: 0, insert: line + written };
  if (last.comma !== null) return [{ ...added, insert: `${added.insert},` }];
  return added.offset === end
    ? [{ ...added, insert: `,${added.insert}` }]
    : [{ offset: end, length: 0, insert: ',' }, added];
}

/** The first item of empty brackets. */
function fillBrackets(
  { text, style }: Layout,
  into: LaidCollection,
  { short, spread }: BracketForms,
): TextEdit[] {
  const inside = { offset: into.start + 1, length: into.end - into.start - 2 };
  const isBlank = text.slice(inside.offset, inside.offset + inside.length).trim() === '';
  const length = isBlank ? inside.length : 0;
  const outer = indentOf(text, into.start);
  if (style.isJson && outer > 0 && isBlank) {
    const indent = (column: number) => style.eol + ' '.repeat(column);
    const written = spread(outer + style.unit, style.unit);
    return [{ offset: inside.offset, length, insert: indent(outer + style.unit) + written + indent(outer) }];
  }
  const pad = into.kind === 'map' ? style.bracePad : style.bracketPad;
  return [{ offset: inside.offset, length, insert: pad + short + pad }];
}
