import { isSpread } from './insert.ts';
import type { Layout, Slot } from './layout.ts';
import { isFirstInLine, lineEnd, lineStart, nextLine, regionOf } from './lines.ts';
import type { TextEdit } from './text-edit.ts';

/** Takes an entry or item out, with its comments and, where it had lines of its own, those. */
export function removeHolder(layout: Layout, slot: Slot): TextEdit[] {
  return slot.parent.flow ? fromBrackets(layout, slot) : fromBlock(layout, slot);
}

function fromBlock({ text, parts }: Layout, { parent, index }: Slot): TextEdit[] {
  const floor = parts.yaml.start;
  const region = regionOf(text, parent, index, floor);
  if (!isFirstInLine(text, region.start)) {
    // On the line of a dash: the next one moves up to it, unless there is a comment in between.
    const next = parent.items[index + 1]?.start ?? region.end;
    const isBlank = text.slice(region.end, next).trim() === '';
    return [cut(region.start, isBlank ? next : region.end)];
  }
  let start = lineStart(text, region.start);
  const end = nextLine(text, region.end);
  const above = index === 0 ? floor : nextLine(text, regionOf(text, parent, index - 1, floor).end);
  const isBlankBelow = end < text.length && text.slice(end, lineEnd(text, end)).trim() === '';
  const isLast = index > 0 && index === parent.items.length - 1;
  if (isBlankBelow || isLast) start = aboveBlankLines(text, start, above);
  const hasNoBreak = end === text.length && text[end - 1] !== '\n';
  if (hasNoBreak && start > floor) {
    const before = lineEnd(text, start - 1 - (text[start - 2] === '\r' ? 1 : 0));
    return [cut(Math.max(floor, before), end)];
  }
  return [cut(start, end)];
}

/** Blank lines on both sides would run together, and those that part items part nothing before the last. */
function aboveBlankLines(text: string, start: number, floor: number): number {
  let at = start;
  while (at > floor) {
    const line = lineStart(text, at - 1);
    if (line < floor || text.slice(line, at).trim() !== '') break;
    at = line;
  }
  return at;
}

function cut(start: number, end: number): TextEdit {
  return { offset: start, length: end - start, insert: '' };
}

function fromBrackets({ text }: Layout, { parent, index, holder }: Slot): TextEdit[] {
  const previous = parent.items[index - 1];
  const next = parent.items[index + 1];
  if (!previous && !next) return [cut(parent.start + 1, parent.end - 1)];
  const { end } = regionOf(text, parent, index, 0);
  const over = holder.comma === null ? end : holder.comma + 1;
  const rest = text.slice(over, lineEnd(text, over)).trim();
  const isAlone = isFirstInLine(text, holder.start) && (rest === '' || rest.startsWith('#'));
  if (isSpread(text, parent) && isAlone) {
    const lines = cut(lineStart(text, holder.start), nextLine(text, over));
    const isDangling = !next && holder.comma === null && previous !== undefined && previous.comma !== null;
    return isDangling ? [cut(previous.comma ?? 0, (previous.comma ?? 0) + 1), lines] : [lines];
  }
  if (next) return [cut(holder.start, next.start)];
  return [cut(regionOf(text, parent, index - 1, 0).end, end)];
}
