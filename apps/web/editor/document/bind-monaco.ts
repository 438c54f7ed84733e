import type { TextEdit } from '@agent-factory/spec';
import type { editor } from 'monaco-editor/editor';
import type { Monaco } from '../monaco.ts';
import { caretAfter } from './caret-after.ts';
import { changeBetween } from './change-between.ts';
import { type LineEnds, lineEnds } from './line-ends.ts';
import type { ReturnPlace, SpecDocument } from './spec-document.ts';

export interface MonacoBinding {
  /** Between Monaco's offsets and the file's. */
  ends(): LineEnds;
  dispose(): void;
}

/**
 * Holds a model on the document, both ways. The model has `\n` alone; the document keeps the file's own line ends.
 * Undo and redo of the model, whoever asks for them, are the document's.
 */
export function bindMonaco(
  { editor }: Monaco,
  model: editor.ITextModel,
  document: SpecDocument,
  onReturn: (place: ReturnPlace) => void,
): MonacoBinding {
  let ends = lineEnds(document.getText());
  let isFollowing = false;
  model.setEOL(editor.EndOfLineSequence.LF);
  show(changeBetween(model.getValue(), ends.shown));

  /** In Monaco's offsets. */
  function show(edits: readonly TextEdit[]): void {
    isFollowing = true;
    model.applyEdits(
      edits.map(({ offset, length, insert }) => {
        const start = model.getPositionAt(offset);
        const end = model.getPositionAt(offset + length);
        return {
          range: {
            startLineNumber: start.lineNumber,
            startColumn: start.column,
            endLineNumber: end.lineNumber,
            endColumn: end.column,
          },
          text: insert,
        };
      }),
    );
    isFollowing = false;
  }

  /** Looks where the carets are now; what comes back puts them where they belong after the edits. */
  function carets(edits: readonly TextEdit[]): () => void {
    const moved = editor
      .getEditors()
      .filter((each) => each.getModel() === model)
      .map((each) => ({
        each,
        selections: (each.getSelections() ?? []).map((selection) => [
          caretAfter(model.getOffsetAt(selection.getSelectionStart()), edits),
          caretAfter(model.getOffsetAt(selection.getPosition()), edits),
        ]),
      }));
    return () => {
      for (const { each, selections } of moved) {
        if (selections.length === 0) continue;
        each.setSelections(
          selections.map(([start = 0, end = 0]) => {
            const [from, to] = [model.getPositionAt(start), model.getPositionAt(end)];
            return {
              selectionStartLineNumber: from.lineNumber,
              selectionStartColumn: from.column,
              positionLineNumber: to.lineNumber,
              positionColumn: to.column,
            };
          }),
        );
      }
    };
  }

  /** Where an edit joins a lone `\r` and a `\n`, the two sides count lines differently: the file is right. */
  function settle(): void {
    const value = model.getValue();
    if (value !== ends.shown) show(changeBetween(value, ends.shown));
  }

  const typed = model.onDidChangeContent(({ changes }) => {
    if (isFollowing) return;
    const edits = changes
      .map(({ rangeOffset, rangeLength, text }) => {
        const offset = ends.toFile(rangeOffset);
        return {
          offset,
          length: ends.toFile(rangeOffset + rangeLength) - offset,
          insert: ends.written(text, offset),
        };
      })
      .toSorted((a, b) => a.offset - b.offset);
    const merge = mergeKeyOf(edits);
    document.change(edits, 'text', merge === null ? {} : { merge });
    settle();
  });

  const unsubscribe = document.subscribe(({ text, edits, by }) => {
    const before = ends;
    ends = lineEnds(text);
    if (by === 'text' && model.getValue() === ends.shown) return;
    const shown = edits.map(({ offset, length, insert }) => {
      const start = before.toShown(offset);
      return {
        offset: start,
        length: before.toShown(offset + length) - start,
        insert: lineEnds(insert).shown,
      };
    });
    const placeCarets = carets(shown);
    show(shown);
    settle();
    placeCarets();
  });

  function step(place: ReturnPlace | null): void {
    if (place) onReturn(place);
  }
  // The command, the key and the browser's own menu all end here.
  model.undo = () => step(document.undo());
  model.redo = () => step(document.redo());
  model.canUndo = () => document.canUndo();
  model.canRedo = () => document.canRedo();

  return {
    ends: () => ends,
    dispose() {
      typed.dispose();
      unsubscribe();
    },
  };
}

/** Letters in a row, or deletions in a row, are one step of undo; a new line or anything longer is its own. */
function mergeKeyOf(edits: readonly TextEdit[]): string | null {
  const [edit] = edits;
  if (edits.length !== 1 || !edit) return null;
  if (edit.insert === '') return edit.length <= 2 ? 'deleting' : null;
  return edit.length === 0 && edit.insert.length <= 2 && !/[\r\n]/.test(edit.insert) ? 'typing' : null;
}
