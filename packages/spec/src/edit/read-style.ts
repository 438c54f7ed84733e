import type { LaidCollection, LaidEntry, LaidNode, LayoutStyle } from './layout.ts';
import { columnOf, indentOf, isFirstInLine } from './lines.ts';

/** What the text shows of its author's ways; the house's own where it shows nothing. */
export function readStyle(text: string, root: LaidNode | null): LayoutStyle {
  const seen: Partial<LayoutStyle> = {};
  const isJson =
    root?.kind === 'map' && root.flow && root.items.every(({ keySpan }) => text[keySpan.start] === '"');
  if (root) look(text, root, seen);
  const pad = isJson ? '' : ' ';
  return {
    eol: /\r\n|\n/.exec(text)?.[0] === '\r\n' ? '\r\n' : '\n',
    unit: seen.unit ?? 2,
    dashIndent: seen.dashIndent ?? seen.unit ?? 2,
    quote: seen.quote ?? 'double',
    isJson,
    bracePad: seen.bracePad ?? pad,
    bracketPad: seen.bracketPad ?? '',
    colonGap: isJson ? (seen.colonGap ?? ' ') : ' ',
    commaGap: seen.commaGap ?? ' ',
  };
}

function look(text: string, node: LaidNode, seen: Partial<LayoutStyle>): void {
  if (node.kind === 'scalar') {
    if (node.style === 'single' || node.style === 'double') seen.quote ??= node.style;
    return;
  }
  if (node.kind === 'other') return;
  if (node.flow) lookInBrackets(text, node, seen);
  for (const holder of node.items) {
    if (!node.flow && 'key' in holder) lookAtDepth(text, holder, seen);
    look(text, holder.node, seen);
  }
}

function lookAtDepth(text: string, entry: LaidEntry, seen: Partial<LayoutStyle>): void {
  const { node } = entry;
  if ((node.kind !== 'map' && node.kind !== 'seq') || node.flow) return;
  const deeper = columnOf(text, node.start) - columnOf(text, entry.start);
  if (deeper > 0) seen.unit ??= deeper;
  if (node.kind === 'seq' && deeper >= 0) seen.dashIndent ??= deeper;
}

function lookInBrackets(text: string, node: LaidCollection, seen: Partial<LayoutStyle>): void {
  const [first] = node.items;
  if (first === undefined) return;
  if (isFirstInLine(text, first.start)) {
    const deeper = columnOf(text, first.start) - indentOf(text, node.start);
    if (deeper > 0) seen.unit ??= deeper;
  } else {
    const pad = text.slice(node.start + 1, first.start) === '' ? '' : ' ';
    if (node.kind === 'map') seen.bracePad ??= pad;
    else seen.bracketPad ??= pad;
  }
  for (const holder of node.items) {
    if ('key' in holder && holder.colon !== null) {
      const gap = text.slice(holder.colon, holder.node.start);
      if (!gap.includes('\n')) seen.colonGap ??= gap === '' ? '' : ' ';
    }
    const after = holder.comma === null ? undefined : text[holder.comma + 1];
    if (after !== undefined && after !== '\n' && after !== '\r') seen.commaGap ??= after === ' ' ? ' ' : '';
  }
}
