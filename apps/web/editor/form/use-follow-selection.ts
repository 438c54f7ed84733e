import { type RefObject, useEffect } from 'react';
import type { ReturnPlace } from '../document/spec-document.ts';
import type { EditorStore } from '../editor-store.ts';
import { isInside, type Path } from './value-at.ts';

/**
 * Chooses the field that has the focus; shows the field of what is chosen in the text or on the canvas, and takes the
 * focus when an undone step was made there, at the latest when the form comes to be seen again. Fields tell their path by
 * `data-path`; the one with the longest that leads there is meant.
 */
export function useFollowSelection(
  box: RefObject<HTMLElement | null>,
  store: EditorStore,
  isThere: boolean,
): void {
  useEffect(() => {
    const form = isThere ? box.current : null;
    if (form === null) return;
    let taken: ReturnPlace | null = null;

    function choose({ target }: FocusEvent): void {
      const field = target instanceof HTMLElement ? target.closest<HTMLElement>('[data-path]') : null;
      if (field) store.getState().select(JSON.parse(field.dataset.path ?? '[]') as Path, 'form');
    }
    function comeBack(): void {
      const { returned } = store.getState();
      if (returned === null || returned === taken || form === null || form.offsetParent === null) return;
      taken = returned;
      if (returned.view !== 'form' || returned.path === null) return;
      const field = fieldOf(form, returned.path);
      if (field && !field.contains(document.activeElement)) {
        field.querySelector<HTMLElement>('input, textarea, select, button')?.focus();
      }
    }
    form.addEventListener('focusin', choose);
    const seen = new IntersectionObserver(comeBack);
    seen.observe(form);
    const stop = store.subscribe((state, before) => {
      if (state.selection !== before.selection) mark(form, state.selection);
      if (state.returned !== before.returned) comeBack();
    });
    return () => {
      form.removeEventListener('focusin', choose);
      seen.disconnect();
      stop();
    };
  }, [box, store, isThere]);
}

/** Marks the field of what is chosen, and brings it into sight where it was chosen elsewhere. */
function mark(form: HTMLElement, selection: { path: Path; by: string } | null): void {
  for (const old of form.querySelectorAll('[data-chosen]')) old.removeAttribute('data-chosen');
  const field = selection && selection.path.length > 0 ? fieldOf(form, selection.path) : null;
  field?.setAttribute('data-chosen', 'true');
  if (selection?.by !== 'form') field?.scrollIntoView({ block: 'nearest' });
}

function fieldOf(form: HTMLElement, path: Path): HTMLElement | null {
  let best: { field: HTMLElement; depth: number } | null = null;
  for (const field of form.querySelectorAll<HTMLElement>('[data-path]')) {
    const own = JSON.parse(field.dataset.path ?? '[]') as Path;
    if (isInside(path, own) && own.length > (best?.depth ?? 0)) best = { field, depth: own.length };
  }
  return best?.field ?? null;
}
