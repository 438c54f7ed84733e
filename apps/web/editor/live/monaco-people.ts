import { bytesOf } from '@agent-factory/live';
import type { editor } from 'monaco-editor/editor';
import * as Y from 'yjs';
import type { MonacoBinding } from '../document/bind-monaco.ts';
import type { EditorStore } from '../editor-store.ts';
import type { Monaco } from '../monaco.ts';
import type { LiveStore } from './live-store.ts';
import { toneOf } from './people-colors.ts';
import { placeAt } from './use-presence.ts';

/** Shows the others' cursors and selections in the text, each with its name, and tells them of this one's. */
export function showPeople(
  monaco: Monaco,
  view: editor.IStandaloneCodeEditor,
  binding: Pick<MonacoBinding, 'ends'>,
  store: EditorStore,
  live: LiveStore,
): () => void {
  const { spec } = store.getState();
  const model = view.getModel();
  const marks = view.createDecorationsCollection();
  const labels = new Map<string, editor.IContentWidget>();
  const { ContentWidgetPositionPreference: where } = monaco.editor;

  function positionOf(encoded: string) {
    if (model === null) return null;
    try {
      const relative = Y.decodeRelativePosition(bytesOf(encoded));
      const found = Y.createAbsolutePositionFromRelativePosition(relative, spec.doc);
      return found === null ? null : model.getPositionAt(binding.ends().toShown(found.index));
    } catch {
      // Of text that has not arrived yet.
      return null;
    }
  }

  function draw(): void {
    const shown: editor.IModelDeltaDecoration[] = [];
    const seen = new Set<string>();
    for (const presence of live.getState().people) {
      const { connection, person, place } = presence;
      if (place?.head == null || place.anchor === null) continue;
      const [anchor, head] = [positionOf(place.anchor), positionOf(place.head)];
      if (anchor === null || head === null) continue;
      const tone = toneOf(presence);
      const range = rangeOf(anchor, head);
      const options = { stickiness: 1, hoverMessage: { value: escapeMarkdown(person.name) } };
      if (place.anchor !== place.head)
        shown.push({ range, options: { ...options, className: `person-selection person-${tone}` } });
      const at = rangeOf(head, head);
      shown.push({
        range: at,
        options: { ...options, beforeContentClassName: `person-cursor person-${tone}` },
      });
      seen.add(connection);
      label(connection, person.name, tone, head);
    }
    marks.set(shown);
    for (const [connection, widget] of labels) {
      if (seen.has(connection)) continue;
      view.removeContentWidget(widget);
      labels.delete(connection);
    }
  }

  function label(connection: string, name: string, tone: string, head: Position): void {
    const known = labels.get(connection);
    if (known !== undefined) {
      known.getPosition = () => ({ position: head, preference: [where.ABOVE, where.BELOW] });
      view.layoutContentWidget(known);
      return;
    }
    const node = document.createElement('span');
    node.className = `person-label person-${tone}`;
    node.textContent = name;
    // Said by the list of people; here it would be read out of place.
    node.ariaHidden = 'true';
    const widget: editor.IContentWidget = {
      getId: () => `person.${connection}`,
      getDomNode: () => node,
      getPosition: () => ({ position: head, preference: [where.ABOVE, where.BELOW] }),
    };
    labels.set(connection, widget);
    view.addContentWidget(widget);
  }

  let drawing: number | undefined;
  const later = () => {
    drawing ??= requestAnimationFrame(() => {
      drawing = undefined;
      draw();
    });
  };
  const stopPeople = live.subscribe((now, before) => {
    if (now.people !== before.people) later();
  });
  const changed = view.onDidChangeModelContent(later);
  const moved = view.onDidChangeCursorSelection(({ selection }) => {
    if (!view.hasTextFocus() || model === null) return;
    const ends = binding.ends();
    const head = ends.toFile(model.getOffsetAt(selection.getPosition()));
    const other = selection.isEmpty()
      ? head
      : ends.toFile(
          model.getOffsetAt({
            lineNumber: selection.selectionStartLineNumber,
            column: selection.selectionStartColumn,
          }),
        );
    const { selection: chosen } = store.getState();
    live.getState().move(placeAt(spec.text, 'text', chosen?.path ?? null, { anchor: other, head }));
  });
  draw();

  return () => {
    if (drawing !== undefined) cancelAnimationFrame(drawing);
    stopPeople();
    changed.dispose();
    moved.dispose();
    marks.clear();
    for (const widget of labels.values()) view.removeContentWidget(widget);
  };
}

interface Position {
  lineNumber: number;
  column: number;
}

/** From the first of both to the second, whichever way it was selected. */
function rangeOf(a: Position, b: Position) {
  const isOrdered = a.lineNumber < b.lineNumber || (a.lineNumber === b.lineNumber && a.column <= b.column);
  const [start, end] = isOrdered ? [a, b] : [b, a];
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}

function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!<>|]/g, '\\$&');
}
