import { AppError, liveLimits } from '@agent-factory/contracts';
import * as Y from 'yjs';
import { textName, textOf } from './document-text.ts';

/**
 * Throws `invalid_input` for what is no update, or one of anything but plain text: the document is one text, and whatever
 * else were in it would be kept and sent to everybody, unseen.
 */
export function requireTextUpdate(update: Uint8Array): void {
  let structs: readonly (Y.Item | Y.GC | Y.Skip)[];
  try {
    ({ structs } = Y.decodeUpdate(update));
  } catch {
    throw unreadable();
  }
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { content, parent, parentSub } = struct;
    const isText = content instanceof Y.ContentString || content instanceof Y.ContentDeleted;
    const isHere = typeof parent !== 'string' || parent === textName;
    if (!isText || !isHere || parentSub !== null) throw unreadable();
  }
}

function unreadable(): AppError {
  return new AppError('invalid_input', 'This is no change of a text.');
}

/** Throws `payload_too_large` where the text would be longer than a spec may be. */
export function requireRoom(doc: Y.Doc, update: Uint8Array): void {
  // No letter takes less than a byte, so most updates are known to fit without being tried.
  const length = doc.getText(textName).length;
  if (length + update.byteLength <= liveLimits.textLength) return;
  const draft = new Y.Doc();
  Y.applyUpdate(draft, Y.encodeStateAsUpdate(doc));
  Y.applyUpdate(draft, update);
  const after = textOf(draft).length;
  draft.destroy();
  if (after <= liveLimits.textLength || after <= length) return;
  throw new AppError(
    'payload_too_large',
    `A spec may have ${liveLimits.textLength} characters; this change would make it ${after}. Your text is kept in your browser: take something out.`,
  );
}

/** Whether the document holds all of it already, as after a short break of somebody who wrote nothing meanwhile. */
export function isKnown(doc: Y.Doc, update: Uint8Array): boolean {
  const { structs } = Y.decodeUpdate(update);
  const isNew = structs.some(({ id, length }) => Y.getState(doc.store, id.client) < id.clock + length);
  return !isNew && Y.snapshotContainsUpdate(Y.snapshot(doc), update);
}
