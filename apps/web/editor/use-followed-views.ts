import { useEffect, useEffectEvent } from 'react';
import type { View } from './document/spec-document.ts';
import type { EditorStore } from './editor-store.ts';
import { type EditorView, editorViews } from './editor-view.ts';

/** Brings the view in which an undone step was made, and the text when a place of it is to be shown. */
export function useFollowedViews(store: EditorStore, showView: (view: EditorView) => void): void {
  const show = useEffectEvent((view: View) => {
    const found = editorViews.find((each) => each === view);
    if (found) showView(found);
  });
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (state.reveal && state.reveal !== before.reveal) show('text');
        if (state.returned && state.returned !== before.returned) show(state.returned.view);
      }),
    [store],
  );
}
