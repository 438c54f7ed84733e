import { useEffect, useRef } from 'react';
import type { EditorStore } from './editor-store.ts';

export interface Commands {
  save: () => void;
  run: () => void;
  store: EditorStore;
}

/**
 * ⌘S and ⌘Enter outside of Monaco, which has its own; ⌘Z and ⇧⌘Z wherever nothing else is typed into. A view that takes
 * its own undo (Monaco, a dialogue's fields) prevents the key's default or is an input outside of `data-spec-fields`.
 */
export function useCommandKeys(commands: Commands): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (!(event.metaKey || event.ctrlKey) || event.altKey || event.defaultPrevented) return;
      const command = commandOf(event, latest.current);
      if (!command) return;
      event.preventDefault();
      command();
    }
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

function commandOf(event: KeyboardEvent, { save, run, store }: Commands): (() => void) | undefined {
  const { undo, redo } = store.getState();
  switch (event.key.toLowerCase()) {
    case 's':
      return save;
    case 'enter':
      return run;
    case 'z':
      if (isTypedElsewhere(event.target)) return undefined;
      return event.shiftKey ? () => redo() : () => undo();
    case 'y':
      return isTypedElsewhere(event.target) ? undefined : () => redo();
    default:
      return undefined;
  }
}

/** Into a field that is no part of the spec: the question of a run, a search. */
function isTypedElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target.matches('input, textarea, [contenteditable="true"]');
  return isField && target.closest('[data-spec-fields]') === null;
}
