import { editSpec, type SpecEdit, type SpecOperation, type TextEdit } from '@agent-factory/spec';
import * as Y from 'yjs';
import { changeBetween } from './change-between.ts';

/** Where somebody changes a spec. The same words stand in the page's address. */
export const views = ['text', 'form', 'canvas', 'preview', 'assistant'] as const;
export type View = (typeof views)[number];

type Path = readonly (string | number)[];

export interface DocumentChange {
  before: string;
  text: string;
  /** In order, apart from each other, counted in `before`. */
  edits: readonly TextEdit[];
  /** A view of this page, its undo or redo, or somebody else: another tab, another person, the server. */
  by: View | 'undo' | 'elsewhere';
}

/** What an undone or redone step leads back to. */
export interface ReturnPlace {
  /** Where the step had been made. */
  view: View;
  /** What it was made on, where the view knows that. */
  path: Path | null;
  /** Where in the text it was, as the text is now. */
  offset: number;
}

export interface EditOptions {
  /** What is edited, for the way back; else the first operation's own path. */
  path?: Path;
  /** Edits in a row with the same key are one step of undo: the letters that are typed into one field. */
  merge?: string;
}

/**
 * The one document of an agent's page: a Y.Doc whose Y.Text `spec` is the file, byte for byte, line ends included.
 * Every view reads its text and writes through `edit` or `change`; all of them share one order of undo, in which what
 * others do is left alone. Providers (this browser's copy, other tabs, other people) hang onto `doc`.
 */
export interface SpecDocument {
  readonly doc: Y.Doc;
  readonly text: Y.Text;
  getText(): string;
  /** False while it is being read from where it is kept: a text stands in, and nothing can be edited. */
  isOpen(): boolean;
  /** It has been read; from now on the text is the document's. */
  open(): void;
  /** Operations of packages/spec as one step; refused as a whole, with problems that name their place. */
  edit(operations: readonly SpecOperation[], view: View, options?: EditOptions): SpecEdit;
  /** Replacements of the text as one step, in order, counted in `getText()`. False while it is not open. */
  change(edits: readonly TextEdit[], view: View, options?: EditOptions): boolean;
  /** The text becomes `text`, by the smallest replacement. */
  replace(text: string, view: View): boolean;
  /** Null where there is nothing to undo. */
  undo(): ReturnPlace | null;
  redo(): ReturnPlace | null;
  canUndo(): boolean;
  canRedo(): boolean;
  /** After each change, within its transaction's end. */
  subscribe(listener: (change: DocumentChange) => void): () => void;
  /** Whenever `canUndo` or `canRedo` may have changed. */
  subscribeHistory(listener: () => void): () => void;
  destroy(): void;
}

export interface SpecDocumentOptions {
  /** One that is there already, with whatever it holds; else a new one. */
  doc?: Y.Doc;
  /** Fills a document that is empty. With `waits`: what is shown until `open`, and never written. */
  text?: string;
  waits?: boolean;
}

/** Letters typed without a pause of this long are one step of undo. */
const pauseMs = 600;

export function createSpecDocument({
  doc = new Y.Doc(),
  text = '',
  waits = false,
}: SpecDocumentOptions = {}): SpecDocument {
  const spec = doc.getText('spec');
  if (!waits && spec.length === 0 && text !== '') doc.transact(() => spec.insert(0, text), 'seed');
  let isOpen = !waits;
  let current = isOpen ? spec.toString() : text;
  const listeners = new Set<(change: DocumentChange) => void>();
  const history = new Y.UndoManager(spec, { trackedOrigins: new Set(views), captureTimeout: pauseMs });
  let last = '';

  function tell(change: DocumentChange): void {
    for (const listener of [...listeners]) listener(change);
  }

  function follow({ delta }: Y.YTextEvent, { origin }: Y.Transaction): void {
    if (!isOpen) return;
    const before = current;
    current = spec.toString();
    const by = origin === history ? 'undo' : viewOf(origin);
    if (by === 'elsewhere') last = '';
    tell({ before, text: current, edits: editsOf(delta), by });
  }
  spec.observe(follow);

  function write(edits: readonly TextEdit[], view: View, { path, merge }: EditOptions): void {
    // Somebody else's step, or the same one's on another thing, is a step of its own.
    const step = merge === undefined ? '' : `${view} ${merge}`;
    if (step === '' || step !== last) history.stopCapturing();
    last = step;
    doc.transact(() => {
      for (const { offset, length, insert } of edits.toReversed()) {
        if (length > 0) spec.delete(offset, length);
        if (insert !== '') spec.insert(offset, insert);
      }
    }, view);
    history.undoStack.at(-1)?.meta.set('place', { view, path: path ?? null });
  }

  function step(back: boolean): ReturnPlace | null {
    const from = back ? history.undoStack : history.redoStack;
    const to = back ? history.redoStack : history.undoStack;
    let offset = 0;
    const forget = subscribe(({ edits }) => {
      const [first] = edits;
      if (first) offset = first.offset + first.insert.length;
    });
    last = '';
    if (from.length === 0) {
      forget();
      return null;
    }
    const popped = back ? history.undo() : history.redo();
    forget();
    if (!popped) return null;
    const place = placeOf(popped.meta.get('place'));
    to.at(-1)?.meta.set('place', place);
    return { ...place, offset };
  }

  function subscribe(listener: (change: DocumentChange) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function change(edits: readonly TextEdit[], view: View, options: EditOptions = {}): boolean {
    if (!isOpen) return false;
    if (edits.length > 0) write(edits, view, options);
    return true;
  }

  return {
    doc,
    text: spec,
    getText: () => current,
    isOpen: () => isOpen,
    open() {
      if (isOpen) return;
      isOpen = true;
      history.clear();
      const before = current;
      current = spec.toString();
      tell({ before, text: current, edits: changeBetween(before, current), by: 'elsewhere' });
    },
    edit(operations, view, options = {}) {
      const result = isOpen ? editSpec(current, operations) : notOpen;
      if (!result.ok || result.edits.length === 0) return result;
      const path = options.path ?? operations.map(pathOf).find((each) => each !== null);
      write(result.edits, view, { ...options, ...(path ? { path } : {}) });
      return result;
    },
    change,
    replace: (next, view) => change(changeBetween(current, next), view),
    undo: () => step(true),
    redo: () => step(false),
    canUndo: () => history.undoStack.length > 0,
    canRedo: () => history.redoStack.length > 0,
    subscribe,
    subscribeHistory(listener) {
      for (const event of historyEvents) history.on(event, listener);
      return () => {
        for (const event of historyEvents) history.off(event, listener);
      };
    },
    destroy() {
      spec.unobserve(follow);
      listeners.clear();
      history.destroy();
    },
  };
}

const historyEvents = ['stack-item-added', 'stack-item-popped', 'stack-cleared'] as const;

const notOpen: SpecEdit = {
  ok: false,
  problems: [
    {
      code: 'unreadable_text',
      message: 'The spec is still being opened; try again in a moment.',
      path: [],
      range: { start: { line: 1, column: 1, offset: 0 }, end: { line: 1, column: 1, offset: 0 } },
      operation: 0,
    },
  ],
};

function viewOf(origin: unknown): View | 'elsewhere' {
  return views.find((view) => view === origin) ?? 'elsewhere';
}

function pathOf(operation: SpecOperation): Path | null {
  return 'path' in operation ? operation.path : null;
}

/** Guarantees what `write` has put there; a step without it was typed. */
function placeOf(meta: unknown): Pick<ReturnPlace, 'view' | 'path'> {
  return (meta as Pick<ReturnPlace, 'view' | 'path'> | undefined) ?? { view: 'text', path: null };
}

/** Yjs tells a change as stretches kept, taken out and put in. */
function editsOf(delta: Y.YTextEvent['delta']): TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  let open: TextEdit | undefined;
  for (const part of delta) {
    if (part.retain !== undefined) {
      offset += part.retain;
      open = undefined;
      continue;
    }
    if (!open) {
      open = { offset, length: 0, insert: '' };
      edits.push(open);
    }
    if (part.delete !== undefined) {
      open.length += part.delete;
      offset += part.delete;
    } else if (typeof part.insert === 'string') open.insert += part.insert;
  }
  return edits;
}
