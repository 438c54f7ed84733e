import type { editor } from 'monaco-editor/editor';
import type { MonacoBinding } from '../document/bind-monaco.ts';
import type { EditorStore } from '../editor-store.ts';
import type { LiveStore } from '../live/live-store.ts';
import type { Monaco } from '../monaco.ts';
import type { CommentStore } from './comment-store.ts';
import { placeOfText } from './new-place.ts';

/** Marks the lines that have comments, leads from a mark to them, and begins one on what is selected. */
export function showComments(
  monaco: Monaco,
  view: editor.IStandaloneCodeEditor,
  binding: Pick<MonacoBinding, 'ends'>,
  parts: { store: EditorStore; live: LiveStore; comments: CommentStore },
): () => void {
  const { KeyCode, KeyMod } = monaco;
  const { store, live, comments } = parts;
  const model = view.getModel();
  const marks = view.createDecorationsCollection();

  function draw(): void {
    if (model === null) return;
    const { placed, chosen } = comments.getState();
    const ends = binding.ends();
    marks.set(
      placed.flatMap(({ thread, range }): editor.IModelDeltaDecoration[] => {
        if (range === null) return [];
        const start = model.getPositionAt(ends.toShown(range.start));
        const end = model.getPositionAt(ends.toShown(range.end));
        const count = thread.comments.length;
        const words = count === 1 ? 'One comment' : `${count} comments`;
        return [
          {
            range: {
              startLineNumber: start.lineNumber,
              startColumn: start.column,
              endLineNumber: end.lineNumber,
              endColumn: end.column,
            },
            options: {
              // What is typed at its ends is not part of it.
              stickiness: 1,
              className: thread.id === chosen ? 'comment-text comment-text-read' : 'comment-text',
            },
          },
          {
            range: {
              startLineNumber: start.lineNumber,
              startColumn: 1,
              endLineNumber: start.lineNumber,
              endColumn: 1,
            },
            options: {
              stickiness: 1,
              glyphMarginClassName: thread.unread ? 'comment-glyph comment-glyph-unread' : 'comment-glyph',
              glyphMarginHoverMessage: { value: words },
            },
          },
        ];
      }),
    );
  }

  /** The thread whose text begins on that line. */
  function threadOn(line: number): string | null {
    if (model === null) return null;
    const ends = binding.ends();
    const found = comments
      .getState()
      .placed.find(
        ({ range }) => range !== null && model.getPositionAt(ends.toShown(range.start)).lineNumber === line,
      );
    return found?.thread.id ?? null;
  }

  const stop = comments.subscribe((now, before) => {
    if (now.placed !== before.placed || now.chosen !== before.chosen) draw();
  });
  const pressed = view.onMouseDown(({ target }) => {
    if (target.type !== monaco.editor.MouseTargetType.GUTTER_GLYPH_MARGIN || target.position === null) return;
    const thread = threadOn(target.position.lineNumber);
    if (thread !== null) comments.getState().read(thread);
  });
  const action = view.addAction({
    id: 'comment',
    label: 'Comment on this',
    // As in other editors of documents.
    keybindings: [KeyMod.CtrlCmd | KeyMod.Alt | KeyCode.KeyM],
    contextMenuGroupId: '1_modification',
    run: () => {
      const selection = view.getSelection();
      if (selection === null || model === null) return;
      const ends = binding.ends();
      const start = ends.toFile(model.getOffsetAt(selection.getStartPosition()));
      const end = ends.toFile(model.getOffsetAt(selection.getEndPosition()));
      comments.getState().begin(placeOfText(store, live.getState().documentId, { start, end }));
    },
  });
  draw();
  return () => {
    stop();
    pressed.dispose();
    action.dispose();
    marks.clear();
  };
}
