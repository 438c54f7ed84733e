import type { Diagnostic, Range } from '@agent-factory/contracts';
import {
  type EditProblem,
  parseSpec,
  type Spec,
  type SpecEdit,
  type SpecOperation,
} from '@agent-factory/spec';
import { createStore } from 'zustand/vanilla';
import type { EditOptions, ReturnPlace, SpecDocument, View } from './document/spec-document.ts';

type Path = readonly (string | number)[];

/** What is chosen, in whichever view: a place of the spec by its path. */
export interface Selection {
  path: Path;
  /** The view in which it was chosen, which need not follow. */
  by: View;
}

export interface EditorState {
  /** The document itself, for what binds to it: Monaco, providers. */
  spec: SpecDocument;
  /** What stands in the document, byte for byte. */
  text: string;
  /** The newest saved version that the text began from, and its text. */
  saved: { version: number; text: string };
  diagnostics: readonly Diagnostic[];
  /** The last text without errors, as the machine reads it: what preview and outline show meanwhile. */
  document: Spec | null;
  /** Whether `document` is what stands in the editor now. */
  current: boolean;
  /** Whether anything can be changed: the document has been read, and this person may. */
  editable: boolean;
  canUndo: boolean;
  canRedo: boolean;
  selection: Selection | null;
  /** Why the last edit was refused; gone with the next one that is made. */
  refused: EditProblem | null;
  /** A place of the text to show; the text goes there and clears it. */
  reveal: Range | null;
  /** Where the last undo or redo led back to; the page shows that view. */
  returned: ReturnPlace | null;
  /** Changes the spec by operations, from a view: form, canvas. A refusal stands in `refused` as well. */
  edit(operations: readonly SpecOperation[], view: View, options?: EditOptions): SpecEdit;
  /** The whole text becomes another: formatted, put back, drafted. */
  type(text: string, view?: View): void;
  /** Makes a diagnostic's quick fix. */
  fix(diagnostic: Diagnostic): void;
  undo(): ReturnPlace | null;
  redo(): ReturnPlace | null;
  /** An undo or redo of Monaco's came from there. */
  returnTo(place: ReturnPlace): void;
  select(path: Path, by: View): void;
  /** Shows a place of the text, and the text where it is hidden. */
  show(range: Range | null): void;
  /** A version was saved: `text` is what it holds, which may be older than what stands in the editor. */
  markSaved(version: number, text: string): void;
  /** Whether this person may change it; a viewer may not. */
  setMayEdit(mayEdit: boolean): void;
  /** The document was opened from this browser's copy, which began from a version. */
  opened(base: { version: number; text: string }): void;
}

/** Parsing that took longer than this is done after the key press has been drawn. */
const syncParseMs = 5;

/** The state of one open agent. The text is the document's; everything else follows from it. */
export function createEditorStore(
  spec: SpecDocument,
  { saved }: { saved: { version: number; text: string } },
) {
  const first = parseSpec(spec.getText());
  let tookMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let mayEdit = true;
  /** The text that the diagnostics are of. */
  let parsed = spec.getText();

  const store = createStore<EditorState>((set, get) => {
    function returnTo(place: ReturnPlace): void {
      const { path, view } = place;
      set({ returned: place, ...(path ? { selection: { path, by: view } } : {}) });
    }
    function back(place: ReturnPlace | null): ReturnPlace | null {
      if (place) returnTo(place);
      return place;
    }
    return {
      spec,
      text: spec.getText(),
      saved,
      diagnostics: first.diagnostics,
      document: first.document ?? parseSpec(saved.text).document,
      current: first.document !== null,
      editable: spec.isOpen(),
      canUndo: false,
      canRedo: false,
      selection: null,
      refused: null,
      reveal: null,
      returned: null,
      edit(operations, view, options) {
        const result = get().editable ? spec.edit(operations, view, options) : refusal;
        set({ refused: result.ok ? null : (result.problems[0] ?? null) });
        return result;
      },
      type(text, view = 'text') {
        if (get().editable) spec.replace(text, view);
      },
      fix({ fix, path }) {
        if (!fix || !get().editable || parsed !== spec.getText()) return;
        const { start, end } = fix.range;
        const edit = { offset: start.offset, length: end.offset - start.offset, insert: fix.newText };
        spec.change([edit], 'form', { path });
      },
      undo: () => (get().editable ? back(spec.undo()) : null),
      redo: () => (get().editable ? back(spec.redo()) : null),
      returnTo,
      select(path, by) {
        const now = get().selection;
        if (now?.by === by && now.path.join('\0') === path.join('\0')) return;
        set({ selection: { path, by } });
      },
      show: (reveal) => set({ reveal }),
      markSaved: (version, text) => set({ saved: { version, text } }),
      setMayEdit(next) {
        mayEdit = next;
        set({ editable: mayEdit && spec.isOpen() });
      },
      opened: (base) => set({ saved: base, editable: mayEdit && spec.isOpen() }),
    };
  });

  function parse(): void {
    clearTimeout(timer);
    timer = undefined;
    const text = spec.getText();
    const start = performance.now();
    const { document, diagnostics } = parseSpec(text);
    tookMs = performance.now() - start;
    parsed = text;
    store.setState((state) => ({
      diagnostics,
      document: document ?? state.document,
      current: document !== null,
    }));
  }

  spec.subscribe(({ text }) => {
    store.setState({ text, refused: null });
    if (tookMs < syncParseMs) parse();
    else timer ??= setTimeout(parse, 0);
  });
  spec.subscribeHistory(() => store.setState({ canUndo: spec.canUndo(), canRedo: spec.canRedo() }));
  return store;
}

export type EditorStore = ReturnType<typeof createEditorStore>;

const refusal: SpecEdit = {
  ok: false,
  problems: [
    {
      code: 'unreadable_text',
      message: 'This spec cannot be changed here: it is being opened, or you may only read it.',
      path: [],
      range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
      operation: 0,
    },
  ],
};

export function isDirty(state: EditorState): boolean {
  return state.text !== state.saved.text;
}

export function errorCount(state: EditorState): number {
  return state.diagnostics.filter(({ severity }) => severity === 'error').length;
}
