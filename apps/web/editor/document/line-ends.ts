/**
 * Between the file and an editor that knows one kind of line end: the editor's text has `\n` throughout and no byte
 * order mark, the file keeps whatever it has. Offsets are UTF-16 units.
 */
export interface LineEnds {
  /** The file's text as the editor shows it. */
  shown: string;
  /** Where an offset of the shown text is in the file. */
  toFile(offset: number): number;
  /** Where an offset of the file is in the shown text. */
  toShown(offset: number): number;
  /** `insert`, with line ends as they are around the place of the file. */
  written(insert: string, offset: number): string;
}

export function lineEnds(file: string): LineEnds {
  const mark = file.startsWith('\uFEFF') ? 1 : 0;
  if (mark === 0 && !file.includes('\r')) return plain(file);
  // Offsets in the shown text of the line breaks that are two units in the file.
  const doubles: number[] = [];
  let shown = '';
  let from = mark;
  for (const { 0: end, index } of file.matchAll(/\r\n?/g)) {
    shown += `${file.slice(from, index)}\n`;
    if (end.length === 2) doubles.push(shown.length - 1);
    from = index + end.length;
  }
  shown += file.slice(from);
  return {
    shown,
    toFile: (offset) => offset + mark + countBelow(doubles, offset),
    toShown(offset) {
      let low = 0;
      let high = doubles.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((doubles[middle] ?? 0) + mark + middle + 1 < offset) low = middle + 1;
        else high = middle;
      }
      return Math.max(0, offset - mark - low);
    },
    written: (insert, offset) => normalised(insert).replaceAll('\n', endAround(file, offset)),
  };
}

function plain(file: string): LineEnds {
  return {
    shown: file,
    toFile: (offset) => offset,
    toShown: (offset) => offset,
    written: (insert) => normalised(insert),
  };
}

function normalised(text: string): string {
  return text.replaceAll(/\r\n?/g, '\n');
}

/** The line end before the place, else the first one after it. */
function endAround(file: string, offset: number): string {
  const before = file.lastIndexOf('\n', offset - 1);
  const at = before === -1 || offset === 0 ? file.indexOf('\n') : before;
  if (at === -1) return file.includes('\r') ? '\r' : '\n';
  return file[at - 1] === '\r' ? '\r\n' : '\n';
}

/** How many of the sorted numbers are below `limit`. */
function countBelow(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
