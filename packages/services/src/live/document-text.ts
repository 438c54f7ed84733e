import { diffLines } from 'diff';
import * as Y from 'yjs';

/** Under which the text stands in the document; all there is in it. */
export const textName = 'spec';

export function textOf(doc: Y.Doc): string {
  return doc.getText(textName).toString();
}

/** The first update of a document: its text, and nobody's. */
export function documentOf(text: string): Uint8Array {
  const doc = new Y.Doc();
  if (text !== '') doc.getText(textName).insert(0, text);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/**
 * The update that makes the document's text `text`, line by line, so that cursors and comments on lines that stay do stay
 * where they are. The document itself is left as it was.
 */
export function updateTowards(doc: Y.Doc, text: string): Uint8Array {
  const draft = new Y.Doc();
  Y.applyUpdate(draft, Y.encodeStateAsUpdate(doc));
  const before = Y.encodeStateVector(draft);
  const spec = draft.getText(textName);
  draft.transact(() => {
    let offset = 0;
    for (const { added, removed, value } of diffLines(spec.toString(), text)) {
      if (removed) spec.delete(offset, value.length);
      else {
        if (added) spec.insert(offset, value);
        offset += value.length;
      }
    }
  });
  const update = Y.encodeStateAsUpdate(draft, before);
  draft.destroy();
  return update;
}
