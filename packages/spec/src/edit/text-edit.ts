/** One replacement in a text: `length` UTF-16 units from `offset` become `insert`. */
export interface TextEdit {
  offset: number;
  length: number;
  insert: string;
}

/** The text after edits that are in order, do not overlap, and all count in the text as it was. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const { offset, length, insert } of edits) {
    result += text.slice(at, offset) + insert;
    at = offset + length;
  }
  return result + text.slice(at);
}

/** What undoes `edits`: applied to the text that they make, it is `text` again, byte for byte. */
export function invertEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  let shift = 0;
  return edits.map(({ offset, length, insert }) => {
    const inverse = {
      offset: offset + shift,
      length: insert.length,
      insert: text.slice(offset, offset + length),
    };
    shift += insert.length - length;
    return inverse;
  });
}

/** In order; what was and will be the same at either end of an edit is left out, what says nothing is gone. */
export function tightenEdits(text: string, edits: readonly TextEdit[]): TextEdit[] {
  return edits
    .toSorted((a, b) => a.offset - b.offset)
    .map((edit) => tighten(text, edit))
    .filter(({ length, insert }) => length > 0 || insert !== '');
}

function tighten(text: string, { offset, length, insert }: TextEdit): TextEdit {
  const old = text.slice(offset, offset + length);
  const most = Math.min(old.length, insert.length);
  let head = 0;
  while (head < most && old[head] === insert[head]) head++;
  if (isInside(old, head) || isInside(insert, head)) head--;
  let tail = 0;
  while (tail < most - head && old.at(-1 - tail) === insert.at(-1 - tail)) tail++;
  if (isInside(old, old.length - tail) || isInside(insert, insert.length - tail)) tail--;
  return {
    offset: offset + head,
    length: length - head - tail,
    insert: insert.slice(head, insert.length - tail),
  };
}

/** Between the halves of a surrogate pair or of CRLF, where no edit may cut. */
function isInside(text: string, at: number): boolean {
  if (at <= 0 || at >= text.length) return false;
  const before = text.charCodeAt(at - 1);
  const after = text.charCodeAt(at);
  if (before === 13 && after === 10) return true;
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}

/** A stretch of the text as it was, or new text. */
type Piece = { start: number; end: number } | { text: string };

/** One list of edits in `text` that does what `first` and then `second` (counted in the text between) do. */
export function composeEdits(
  text: string,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): TextEdit[] {
  const whole: Piece[] = text === '' ? [] : [{ start: 0, end: text.length }];
  const pieces = cut(cut(whole, first), second);
  const edits: TextEdit[] = [];
  let at = 0;
  let insert = '';
  function close(next: number) {
    if (next > at || insert !== '') edits.push({ offset: at, length: next - at, insert });
    insert = '';
  }
  for (const piece of pieces) {
    if ('text' in piece) insert += piece.text;
    else {
      close(piece.start);
      at = piece.end;
    }
  }
  close(text.length);
  return tightenEdits(text, edits);
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start;
}

function part(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece
    ? { text: piece.text.slice(from, to) }
    : { start: piece.start + from, end: piece.start + to };
}

function cut(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const result: Piece[] = [];
  let index = 0;
  let used = 0;
  /** Takes or skips the next `count` units. */
  function advance(count: number, keep: boolean) {
    let left = count;
    for (let piece = pieces[index]; left > 0 && piece !== undefined; piece = pieces[index]) {
      const take = Math.min(left, lengthOf(piece) - used);
      if (keep && take > 0) result.push(part(piece, used, used + take));
      used += take;
      left -= take;
      if (used < lengthOf(piece)) break;
      index++;
      used = 0;
    }
  }
  let at = 0;
  for (const { offset, length, insert } of edits) {
    advance(offset - at, true);
    advance(length, false);
    if (insert !== '') result.push({ text: insert });
    at = offset + length;
  }
  advance(Number.POSITIVE_INFINITY, true);
  return result;
}
