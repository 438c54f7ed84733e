import { remembered } from '../evaluate/remembered.ts';
import type { LaidEntry, LaidItem } from './layout.ts';
import { endOf, lineEnd, nextLine } from './lines.ts';
import { type Piece, readPiece } from './read-piece.ts';
import { shiftedEntry, shiftedItem } from './shifted.ts';

/**
 * Reads YAML key by key and, of lists, item by item, so that after an edit only what was edited is read again (see
 * decision 0420 for the times). Null wherever that could read anything else than the whole does: then the
 * caller reads the whole. A piece counts only if it is sound on its own and is exactly one key or item.
 */
export function readPieces(yaml: string): Piece | null {
  const starts = splitAtKeys(yaml);
  if (starts === null) return null;
  const items: LaidEntry[] = [];
  for (const [index, start] of starts.entries()) {
    const { entry } = readEntry(yaml.slice(start, starts[index + 1] ?? yaml.length));
    if (entry === null) return null;
    items.push(shiftedEntry(entry, start));
  }
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return null;
  return {
    node: { kind: 'map', flow: false, start: first.start, end: endOf(last), items },
    errors: [],
    second: null,
  };
}

/** Where the keys at the first column are; null where anything else begins a line there. */
function splitAtKeys(yaml: string): number[] | null {
  const starts: number[] = [];
  for (let at = 0; at < yaml.length; at = nextLine(yaml, at)) {
    const sign = yaml[at] ?? '';
    if (/[A-Za-z_"']/.test(sign)) starts.push(at);
    else if (sign === '-' ? !isDash(yaml, at) : !/[ #\r\n]/.test(sign)) return null;
    else if (starts.length === 0 && !isBlankOrComment(yaml, at)) return null;
  }
  return starts;
}

function isDash(text: string, at: number): boolean {
  return text[at] === '-' && (at + 1 === lineEnd(text, at) || text[at + 1] === ' ');
}

function isBlankOrComment(text: string, at: number): boolean {
  return /^(?:#.*)?$/.test(text.slice(at, lineEnd(text, at)).trim());
}

const readEntry = remembered((yaml: string): { entry: LaidEntry | null } => {
  const listed = readListed(yaml);
  if (listed) return { entry: listed };
  const entry = soleOf(yaml, 'map');
  return { entry: entry && 'keySpan' in entry ? entry : null };
}, 300);

const readItem = remembered((yaml: string): { item: LaidItem | null } => {
  const item = soleOf(yaml, 'seq');
  return { item: item && 'mark' in item ? item : null };
}, 2_000);

/** The one entry or item of YAML that is sound. */
function soleOf(yaml: string, kind: 'map' | 'seq'): LaidEntry | LaidItem | null {
  const piece = readPiece(yaml);
  if (piece === null || piece.errors.length > 0 || piece.second !== null) return null;
  const { node } = piece;
  if (node?.kind !== kind || node.flow || node.items.length !== 1) return null;
  return node.items[0] ?? null;
}

const listHead = /^([A-Za-z]\w*):[ ]*(?:[ ]#[^\r\n]*)?\r?\n/;

/** A key with a list below it, by items; null for anything else. */
function readListed(yaml: string): LaidEntry | null {
  const head = listHead.exec(yaml);
  const key = head?.[1];
  if (head === null || key === undefined) return null;
  const starts = splitAtDashes(yaml, head[0].length);
  if (starts === null) return null;
  const items: LaidItem[] = [];
  for (const [index, start] of starts.entries()) {
    const { item } = readItem(yaml.slice(start, starts[index + 1] ?? yaml.length));
    if (item === null) return null;
    items.push(shiftedItem(item, start));
  }
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return null;
  return {
    key,
    start: 0,
    keySpan: { start: 0, end: key.length },
    colon: key.length + 1,
    comma: null,
    node: { kind: 'seq', flow: false, start: first.start, end: endOf(last), items },
  };
}

/** Line starts of the items of one list; null where a line is neither of an item nor blank nor a comment. */
function splitAtDashes(yaml: string, from: number): number[] | null {
  const starts: number[] = [];
  let column = -1;
  for (let at = from; at < yaml.length; at = nextLine(yaml, at)) {
    let begin = at;
    while (yaml[begin] === ' ') begin++;
    const depth = begin - at;
    if (begin >= lineEnd(yaml, at)) continue;
    if (column === -1 && yaml[begin] !== '#') column = depth;
    if (depth === column && isDash(yaml, begin)) starts.push(at);
    else if (yaml[begin] !== '#' && (column === -1 || depth <= column)) return null;
  }
  return starts;
}
