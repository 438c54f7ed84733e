import type { JsonValue } from '../json-schema.ts';
import { isSpread } from './insert.ts';
import type { LaidCollection, LaidNode, LaidScalar, Layout, Slot } from './layout.ts';
import { blockEnd, columnOf, indentOf, isBlock, lineEnd, markOf, regionOf } from './lines.ts';
import { isLiteral, literalText, scalarText } from './scalar-text.ts';
import type { TextEdit } from './text-edit.ts';
import { isList, isMapping } from './value.ts';
import { blockText, entryValue, type Form, flowText, isShort, itemValue, spreadText } from './value-text.ts';

/** Writes the value at a place anew: in the form, quotes and depth that it had, as far as they fit. */
export function replaceValue(layout: Layout, slot: Slot, value: JsonValue): TextEdit[] {
  const { node, parent } = slot;
  if (parent.flow) return inBrackets(layout, slot, value);
  if (isBlock(node)) return overBlock(layout, slot, node, value);
  const isCollection = isList(value) || isMapping(value);
  const isBracket = (node.kind === 'map' || node.kind === 'seq') && node.items.length > 0;
  if (isCollection && isBracket) {
    const isWide = isSpread(layout.text, node) && Object.keys(value).length > 0;
    const { text, style } = layout;
    const insert = isWide
      ? spreadText(value, indentOf(text, node.start), style.unit, style)
      : flowText(value, style);
    return [{ offset: node.start, length: node.end - node.start, insert }];
  }
  return isCollection ? collectionOverInline(layout, slot, value) : scalarOverInline(layout, slot, value);
}

function inBrackets({ text, style }: Layout, { node, parent, holder }: Slot, value: JsonValue): TextEdit[] {
  const isCollection = isList(value) || isMapping(value);
  const isWide = isCollection && style.isJson && isSpread(text, parent);
  const unit = Math.max(1, columnOf(text, holder.start) - indentOf(text, parent.start));
  const written = isWide
    ? spreadText(value, indentOf(text, holder.start), unit, style)
    : isCollection
      ? flowText(value, style)
      : scalarText(value, style, { flow: true, old: styleOf(node) });
  if (node.end > node.start) return [{ offset: node.start, length: node.end - node.start, insert: written }];
  const colon = 'colon' in holder && holder.colon === null ? ':' : '';
  return [{ offset: markOf(holder), length: 0, insert: `${colon} ${written}` }];
}

function styleOf(node: LaidNode): LaidScalar['style'] | undefined {
  return node.kind === 'scalar' ? node.style : undefined;
}

/** Whether something stands behind `end` on its line: a comment, which must not end up inside of a text. */
function hasComment(text: string, end: number): boolean {
  return text.slice(end, lineEnd(text, end)).trim() !== '';
}

function scalarOverInline(layout: Layout, { node, holder }: Slot, value: JsonValue): TextEdit[] {
  const { text, style } = layout;
  const old = styleOf(node);
  const isBlockScalar = old === 'literal' || old === 'folded';
  const head = isBlockScalar ? text.slice(node.start, Math.min(lineEnd(text, node.start), node.end)) : '';
  const column = columnOf(text, holder.start) + ('mark' in holder ? 2 : style.unit);
  if (isLiteral(value) && (isBlockScalar || !hasComment(text, node.end))) {
    const inner = old === 'literal' ? (contentColumn(text, node, head) ?? column) : column;
    const written = literalText(value, inner, style.eol);
    const wanted = written.slice(0, written.indexOf(style.eol));
    const signs = /^[|>][-+\d]*/.exec(head)?.[0] ?? '';
    if (signs === wanted) {
      const start = node.start + head.length;
      return [{ offset: start, length: node.end - start, insert: written.slice(wanted.length) }];
    }
    return put(node, markOf(holder), wanted + head.slice(signs.length) + written.slice(wanted.length));
  }
  const written = isList(value) || isMapping(value) ? '' : scalarText(value, style, { flow: false, old });
  return put(node, markOf(holder), written + head.replace(/^[|>][-+\d]*/, ''));
}

/** The column of a block scalar's first line that says something. */
function contentColumn(text: string, node: LaidNode, head: string): number | undefined {
  const content = text.slice(node.start + head.length, node.end);
  const spaces = /\n( *)[^\s]/.exec(content)?.[1];
  return spaces === undefined || /\d/.test(head) ? undefined : spaces.length;
}

function put(node: LaidNode, mark: number, written: string): TextEdit[] {
  return node.end > node.start
    ? [{ offset: node.start, length: node.end - node.start, insert: written }]
    : [{ offset: mark, length: 0, insert: ` ${written}` }];
}

function collectionOverInline(layout: Layout, { node, holder }: Slot, value: JsonValue): TextEdit[] {
  const { text, style } = layout;
  const mark = markOf(holder);
  const column = columnOf(text, holder.start);
  const isCommented = hasComment(text, node.end);
  if (style.isJson || isShort(value, style)) return put(node, mark, flowText(value, style));
  if ('mark' in holder) {
    return put(node, mark, itemValue(value, column, style, isCommented ? 'flow' : 'short'));
  }
  const written = entryValue(value, column, style, 'short');
  const removed = { offset: mark, length: node.end - mark, insert: '' };
  if (!isCommented) return [{ ...removed, insert: written }];
  return [removed, { offset: lineEnd(text, node.end), length: 0, insert: written }];
}

function overBlock(layout: Layout, { holder }: Slot, node: LaidCollection, value: JsonValue): TextEdit[] {
  const { text, style, parts } = layout;
  const end = blockEnd(text, node);
  const mark = markOf(holder);
  const column = columnOf(text, node.start);
  if ((isList(value) || isMapping(value)) && Object.keys(value).length > 0) {
    // A list may stand at its key's column, a mapping may not.
    const isTooFlat =
      isMapping(value) && 'colon' in holder && column <= columnOf(text, holder.start) && node.kind === 'seq';
    if (isTooFlat) return overLines(layout, mark, end, entryValue(value, column, style, 'block'));
    const { start } = regionOf(text, node, 0, parts.yaml.start);
    return [{ offset: start, length: end - start, insert: blockText(value, column, style) }];
  }
  const form: Form = 'flow';
  const isLater = node.start > lineEnd(text, mark);
  const isBare = isLater && !hasComment(text, mark);
  if (isLiteral(value) && (isBare || !isLater)) {
    const inner = columnOf(text, holder.start) + ('mark' in holder ? 2 : style.unit);
    return [{ offset: mark, length: end - mark, insert: ` ${literalText(value, inner, style.eol)}` }];
  }
  const written =
    isList(value) || isMapping(value)
      ? flowText(value, style)
      : scalarText(value, style, { flow: form === 'flow' });
  if (!isLater) return [{ offset: node.start, length: end - node.start, insert: written }];
  return [
    { offset: mark, length: 0, insert: ` ${written}` },
    { offset: lineEnd(text, mark), length: end - lineEnd(text, mark), insert: '' },
  ];
}

/** `written` for all lines below the one of `mark`. */
function overLines({ text }: Layout, mark: number, end: number, written: string): TextEdit[] {
  const start = lineEnd(text, mark);
  return [{ offset: start, length: end - start, insert: written }];
}
