import type { LivePlace } from '@agent-factory/contracts';
import { base64Of } from '@agent-factory/live';
import { useEffect } from 'react';
import * as Y from 'yjs';
import type { EditorStore } from '../editor-store.ts';
import type { LiveStore } from './live-store.ts';

/** Where Monaco's cursor is, in the document's own offsets; null while it has none. */
export interface TextSelection {
  anchor: number;
  head: number;
}

/** Tells the others which node or field is chosen here, in whichever view. */
export function usePresence(store: EditorStore, live: LiveStore): void {
  useEffect(() => {
    function tell(): void {
      const { selection, spec } = store.getState();
      if (selection === null) return;
      const { path, by } = selection;
      live.getState().move(placeAt(spec.text, by, path, null));
    }
    return store.subscribe((state, before) => {
      if (state.selection !== before.selection && state.selection?.by !== 'text') tell();
    });
  }, [store, live]);
}

export function placeAt(
  text: Y.Text,
  view: string,
  path: readonly (string | number)[] | null,
  selection: TextSelection | null,
): LivePlace {
  const at = (offset: number) =>
    base64Of(Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(text, offset)));
  return {
    view,
    path:
      path === null
        ? null
        : path.slice(0, 20).map((part) => (typeof part === 'string' ? part.slice(0, 200) : part)),
    anchor: selection === null ? null : at(selection.anchor),
    head: selection === null ? null : at(selection.head),
  };
}
