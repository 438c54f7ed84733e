/** Where a piece of a text begins and ends (UTF-16 units). */
export interface Cut {
  start: number;
  end: number;
}

/** About 800 tokens: four bytes each, which holds for Latin letters and is near enough for others. */
const maxPassageBytes = 3_200;
const overlapBytes = 400;

/**
 * Cuts a text into pieces of at most `maxBytes` (UTF-8), each where the text itself pauses: between paragraphs,
 * lines, sentences, words, and only then anywhere. A piece begins a sentence or so before the one before it ended, so
 * that what stands across a cut is whole in one of them. Together they are the whole text; linear in its length.
 */
export function cutText(text: string, maxBytes = maxPassageBytes, overlap = overlapBytes): Cut[] {
  const cuts: Cut[] = [];
  let start = 0;
  while (start < text.length) {
    const limit = forward(text, start, maxBytes);
    const end = limit === text.length ? limit : pauseBefore(text, Math.floor((start + limit) / 2), limit);
    cuts.push({ start, end });
    if (end === text.length) break;
    start = overlapFrom(text, start, end, Math.min(overlap, Math.floor(maxBytes / 4)));
  }
  return cuts;
}

/** As far as `bytes` of UTF-8 go from `from`, never into a character; at least one character. */
function forward(text: string, from: number, bytes: number): number {
  let at = from;
  let used = 0;
  while (at < text.length) {
    const code = text.codePointAt(at) ?? 0;
    used += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (used > bytes && at > from) break;
    at += code < 0x10000 ? 1 : 2;
  }
  return at;
}

const pauses = [/\n\s*\n/g, /\n/g, /[.!?…。！？][\s"'”’)\]]*\s|[。！？]/g, /\s/g];

/** The last pause between `from` and `to`, best kind first; `to` where there is none. */
function pauseBefore(text: string, from: number, to: number): number {
  const window = text.slice(from, to);
  for (const pause of pauses) {
    let last = -1;
    for (const match of window.matchAll(pause)) last = match.index + match[0].length;
    if (last > 0) return from + last;
  }
  return to;
}

/** Where the next piece begins: after the first pause in the last `bytes` before `end`, and always further on. */
function overlapFrom(text: string, start: number, end: number, bytes: number): number {
  let at = end;
  let used = 0;
  while (at > start + 1 && used < bytes) {
    at -= 1;
    used += Buffer.byteLength(text.charAt(at));
  }
  const window = text.slice(at, end);
  for (const pause of pauses) {
    pause.lastIndex = 0;
    const found = pause.exec(window);
    pause.lastIndex = 0;
    const next = found === null ? end : at + found.index + found[0].length;
    if (next < end && next > start) return next;
  }
  return end;
}
