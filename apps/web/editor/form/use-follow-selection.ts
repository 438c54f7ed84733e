import { type RefObject, useEffect } from 'react';
import type { EditorStore } from '../editor-store.ts';
import { isInside, type Path } from './value-at.ts';

/**
 * Chooses the field that has the focus; shows the field of what is chosen in the text or on the canvas, and takes the focus when an undone step was made
 * there. Fields tell their path by `data-path`; the one with the longest that leads there is meant.
 */
export function useFollowSelection(
  box: RefObject<HTMLElement | null>,
  store: EditorStore,
  isThere: boolean,
): void {
  useEffect(() => {
    const form = isThere ? box.current : null;
    function onFocus({ target }: FocusEvent): void {
      const field = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-path]') : null;
      if (field) store.getState().select(JSON.parse(field.dataset.path ?? '[]') as Path, 'form');
    }
    form?.addEventListener('focusin', onFocus);
    return () => form?.removeEventListener('focusin', onFocus);
  }, [box, store, isThere]);

  useEffect(
    () =>
      store.subscribe((state, before) => {
        const { selection, returned } = state;
        if (selection && selection !== before.selection) {
          for (const old of box.current?.querySelectorAll('[data-chosen]') ?? []) {
            old.removeAttribute('data-chosen');
          }
          const field = selection.path.length > 0 ? fieldOf(box.current, selection.path) : null;
          field?.setAttribute('data-chosen', 'true');
          if (selection.by !== 'form') field?.scrollIntoView({ block: 'nearest' });
        }
        if (returned && returned !== before.returned && returned.view === 'form' && returned.path) {
          const field = fieldOf(box.current, returned.path);
          if (field && field.offsetParent !== null && !field.contains(document.activeElement)) {
            field.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
          }
        }
      }),
    [box, store],
  );
}

function fieldOf(box: HTMLElement | null, path: Path): HTMLElement | null {
  let best: { field: HTMLElement; depth: number } | null = null;
  for (const field of box?.querySelectorAll<HTMLElement>('[data-path]') ?? []) {
    const own = JSON.parse(field.dataset.path ?? '[]') as Path;
    if (isInside(path, own) && own.length > (best?.depth ?? 0)) best = { field, depth: own.length };
  }
  return best?.field ?? null;
}
