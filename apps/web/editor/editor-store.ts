import type { Diagnostic, Range } from '@agent-factory/contracts';
import { parseSpec, type Spec } from '@agent-factory/spec';
import { createStore } from 'zustand/vanilla';

export interface EditorState {
  /** What stands in the editor. */
  text: string;
  /** The newest saved version, and its text. */
  saved: { version: number; text: string };
  diagnostics: readonly Diagnostic[];
  /** The last text without errors, as the machine reads it: what preview and outline show meanwhile. */
  document: Spec | null;
  /** Whether `document` is what stands in the editor now. */
  current: boolean;
  /** A place to show; the editor goes there and clears it. */
  reveal: Range | null;
  type(text: string): void;
  /** A version was saved: `text` is what it holds, which may be older than what stands in the editor. */
  markSaved(version: number, text: string): void;
  show(range: Range | null): void;
}

/** The state of one open agent. Everything beside the text follows from it. */
export function createEditorStore(initial: { text: string; saved: { version: number; text: string } }) {
  const first = parseSpec(initial.text);
  return createStore<EditorState>((set) => ({
    text: initial.text,
    saved: initial.saved,
    diagnostics: first.diagnostics,
    document: first.document ?? parseSpec(initial.saved.text).document,
    current: first.document !== null,
    reveal: null,
    type: (text) =>
      set((state) => {
        if (text === state.text) return state;
        const { document, diagnostics } = parseSpec(text);
        return { text, diagnostics, document: document ?? state.document, current: document !== null };
      }),
    markSaved: (version, text) => set({ saved: { version, text } }),
    show: (reveal) => set({ reveal }),
  }));
}

export type EditorStore = ReturnType<typeof createEditorStore>;

export function isDirty(state: EditorState): boolean {
  return state.text !== state.saved.text;
}

export function errorCount(state: EditorState): number {
  return state.diagnostics.filter(({ severity }) => severity === 'error').length;
}
