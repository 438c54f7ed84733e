import type { CommentPlace } from '@agent-factory/contracts';
import { base64Of } from '@agent-factory/live';
import { pathAt, placeOf } from '@agent-factory/spec';
import * as Y from 'yjs';
import type { EditorStore } from '../editor-store.ts';
import { namedPath } from './named-path.ts';

/** As `commentLimits` has it, without the schemas around it. */
const longestQuote = 500;

/** A place of the text, in the document's own offsets: what is selected, or the line where nothing is. */
export function placeOfText(
  store: EditorStore,
  documentId: string | null,
  range: { start: number; end: number },
): CommentPlace {
  const { text } = store.getState();
  const { start, end } = range.start === range.end ? lineAround(text, range.start) : range;
  const path = pathAt(text, start + Math.max(0, text.slice(start, end).search(/\S/)));
  return { ...anchored(store, documentId, { start, end }), path: named(store, path) };
}

/** A node of the spec: its text, so that it moves along, and its name. */
export function placeOfNode(
  store: EditorStore,
  documentId: string | null,
  path: readonly (string | number)[],
): CommentPlace {
  const { text } = store.getState();
  const range = path.length === 0 ? null : placeOf(text, path);
  const none = { document: null, start: null, end: null, quote: '' };
  const anchor =
    range === null ? none : anchored(store, documentId, { start: range.start.offset, end: range.end.offset });
  return { ...anchor, path: path.length === 0 ? null : named(store, path) };
}

function anchored(store: EditorStore, documentId: string | null, range: { start: number; end: number }) {
  const { text, spec } = store.getState();
  const quote = text.slice(range.start, range.end).slice(0, longestQuote);
  // Not connected yet: there is no document that others know.
  if (documentId === null) return { document: null, start: null, end: null, quote };
  const at = (offset: number, assoc: 0 | -1) =>
    base64Of(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(spec.text, offset, assoc)));
  // The end hangs on the letter before it: what is typed behind the place is not part of it.
  return { document: documentId, start: at(range.start, 0), end: at(range.end, -1), quote };
}

function named(store: EditorStore, path: readonly (string | number)[] | null): (string | number)[] | null {
  if (path === null || path.length === 0) return null;
  return namedPath(store.getState().document, path)
    .slice(0, 20)
    .map((part) => (typeof part === 'string' ? part.slice(0, 200) : part));
}

/** Without its indentation and its end. */
function lineAround(text: string, offset: number): { start: number; end: number } {
  const from = text.lastIndexOf('\n', offset - 1) + 1;
  const next = text.indexOf('\n', offset);
  const line = text.slice(from, next < 0 ? text.length : next);
  const indent = line.length - line.trimStart().length;
  const start = line.trim() === '' ? from : from + indent;
  return { start, end: start + line.trim().length };
}
