import type { CanvasState } from './canvas-store.ts';

/** What a key acts on: all that is chosen if one stands on it, else what one stands on. */
export function meant({ selected, focused }: CanvasState): ReadonlySet<string> {
  return focused === null || selected.has(focused) ? selected : new Set([focused]);
}
