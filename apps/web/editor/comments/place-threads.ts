import type { CommentThread } from '@agent-factory/contracts';
import { bytesOf } from '@agent-factory/live';
import { pathsAt, placeOf, type Spec } from '@agent-factory/spec';
import * as Y from 'yjs';
import { foundPath } from './named-path.ts';

/** A thread, and where what it is about stands now. */
export interface PlacedThread {
  thread: CommentThread;
  /** In the document's own offsets; null for what is nowhere in the text. */
  range: { start: number; end: number } | null;
  /** It was about a text or a node that is there no more. */
  isGone: boolean;
  /** Of the node in which it stands; null for the agent as a whole, and for what is gone with its node. */
  path: readonly (string | number)[] | null;
}

interface Now {
  doc: Y.Doc;
  documentId: string | null;
  text: string;
  /** The last text without errors. */
  spec: Spec | null;
}

/** Where threads stand in the text as it is: those of a text move with it, those of a node go by its name. */
export function placeThreads(threads: readonly CommentThread[], now: Now): PlacedThread[] {
  const ranges = threads.map(({ place }) => rangeOf(place, now));
  const offsets = ranges.map((range) => (range === null ? 0 : firstWord(now.text, range)));
  const paths = pathsAt(now.text, offsets);
  return threads.map((thread, index) => {
    const { start, path } = thread.place;
    const range = ranges[index] ?? null;
    if (range !== null) return { thread, range, isGone: false, path: paths[index] ?? null };
    const found = path === null ? null : foundPath(now.spec, path);
    if (start !== null || found === null) {
      return { thread, range: null, isGone: start !== null || path !== null, path: found };
    }
    const place = placeOf(now.text, found);
    const at = place === null ? null : { start: place.start.offset, end: place.end.offset };
    return { thread, range: at, isGone: false, path: found };
  });
}

function rangeOf(place: CommentThread['place'], now: Now): PlacedThread['range'] {
  if (place.start === null || place.end === null || place.document !== now.documentId) return null;
  const start = indexOf(place.start, now.doc);
  const end = indexOf(place.end, now.doc);
  if (start === null || end === null) return null;
  // Where both meet the text between them is gone; a thread on an empty line began that way.
  return start < end || place.quote === '' ? { start, end: Math.max(start, end) } : null;
}

function indexOf(encoded: string, doc: Y.Doc): number | null {
  try {
    const position = Y.decodeRelativePosition(bytesOf(encoded));
    return Y.createAbsolutePositionFromRelativePosition(position, doc)?.index ?? null;
  } catch {
    // Of text that has not arrived yet.
    return null;
  }
}

/** Past the indentation: what stands before a line's first word belongs to what is around it. */
function firstWord(text: string, { start, end }: { start: number; end: number }): number {
  const word = text.slice(start, end).search(/\S/);
  return word < 0 ? start : start + word;
}
