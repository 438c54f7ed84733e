'use client';

import { type JsonValue, placeOf, type SpecOperation, specContent } from '@agent-factory/spec';
import { useMemo } from 'react';
import { useEditorStore } from '../editor-context.ts';
import { useCanvasStore } from './canvas-context.ts';
import type { CanvasNode } from './canvas-graph.ts';
import { addItem, type PaletteItem } from './changes/add-item.ts';
import { type CanvasChange, isRefusal, type Refusal } from './changes/change.ts';
import { connectNodes } from './changes/connect-nodes.ts';
import { copyParts } from './changes/copy-parts.ts';
import { moveNode } from './changes/move-node.ts';
import { pasteParts } from './changes/paste-parts.ts';
import { removeParts } from './changes/remove-parts.ts';
import { renameNode } from './changes/rename-node.ts';
import { meant } from './meant.ts';

type Path = readonly (string | number)[];

/** What people do on a canvas. Each changes the spec in one step or says why it does not; true if it was done. */
export interface CanvasActs {
  add(item: PaletteItem): boolean;
  connect(source: string, target: string): boolean;
  remove(ids: ReadonlySet<string>): boolean;
  rename(id: string, to: string): boolean;
  move(id: string, by: 1 | -1): boolean;
  /** YAML of what is chosen; null if nothing of it can be copied. */
  copy(): string | null;
  paste(text: string): boolean;
  /** Fields of forms: operations as they are. */
  change(operations: readonly SpecOperation[], says: string): boolean;
  /** Words that route to a member. */
  setKeywords(id: string, words: readonly string[]): boolean;
  undo(): void;
  redo(): void;
  /** Leads to the place in the text. */
  showInText(path: Path): void;
}

export function useCanvasActs(): CanvasActs {
  const editor = useEditorStore();
  const canvas = useCanvasStore();
  return useMemo(() => {
    const { getState } = canvas;
    const nodeOf = (id: string): CanvasNode | undefined =>
      getState().graph.nodes.find((node) => node.id === id);
    const valueAt = (path: Path): JsonValue | undefined => {
      let value: JsonValue | undefined = specContent(editor.getState().text)?.value;
      for (const part of path) {
        if (typeof value !== 'object' || value === null) return undefined;
        value = Reflect.get(value, part) as JsonValue | undefined;
      }
      return value;
    };

    function make(change: CanvasChange | Refusal): boolean {
      if (isRefusal(change)) {
        getState().say(change.refused);
        return false;
      }
      if (change.operations.length > 0) {
        const result = editor.getState().edit(change.operations, 'canvas');
        if (!result.ok) {
          getState().say(
            result.problems[0]?.message ?? 'This cannot be changed here; change it in the text.',
          );
          return false;
        }
      }
      const { renamed } = change;
      if (renamed) keepPlace(renamed);
      getState().say(change.says);
      if (change.focus !== undefined) getState().focus(change.focus);
      return true;
    }

    function keepPlace({ from, to }: { from: string; to: string }): void {
      const { [from]: place, ...others } = getState().positions;
      if (place) canvas.setState({ positions: { ...others, [to]: place } });
    }

    return {
      add(item) {
        const { graph, focused } = getState();
        return make(addItem(graph, item, (focused === null ? undefined : nodeOf(focused)) ?? null));
      },
      connect(source, target) {
        const [from, to] = [nodeOf(source), nodeOf(target)];
        return from !== undefined && to !== undefined && make(connectNodes(getState().graph, from, to));
      },
      remove: (ids) => make(removeParts(getState().graph, ids)),
      rename(id, to) {
        const node = nodeOf(id);
        if (node === undefined) return false;
        const said = node.path === null ? undefined : valueAt(node.path);
        return make(renameNode(getState().graph, node, to, typeof said === 'object' ? 'mapping' : 'name'));
      },
      move(id, by) {
        const node = nodeOf(id);
        return node !== undefined && make(moveNode(getState().graph, node, by));
      },
      copy() {
        const { graph, say } = getState();
        const chosen = meant(getState());
        const text = copyParts(graph, chosen, valueAt);
        say(
          text === null
            ? 'Nothing here can be copied.'
            : `Copied ${chosen.size === 1 ? 'one part' : `${chosen.size} parts`}.`,
        );
        return text;
      },
      paste: (text) => make(pasteParts(getState().graph, text)),
      change: (operations, says) => make({ operations, says }),
      setKeywords(id, words) {
        const path = nodeOf(id)?.path;
        const said = path ? valueAt(path) : undefined;
        if (!path || said === undefined) return false;
        const place = [...path, 'keywords'];
        // A member that is its name alone becomes a mapping.
        const whole = typeof said === 'string' ? { agent: said, keywords: words } : null;
        const operation: SpecOperation = whole
          ? { type: 'set', path, value: whole }
          : words.length === 0
            ? { type: 'remove', path: place }
            : { type: 'set', path: place, value: words };
        return make({ operations: [operation], says: 'The words that route here are changed.' });
      },
      undo() {
        getState().say(editor.getState().undo() ? 'Undone.' : 'There is nothing to undo.');
      },
      redo() {
        getState().say(editor.getState().redo() ? 'Done again.' : 'There is nothing to redo.');
      },
      showInText(path) {
        const { text, show } = editor.getState();
        const range = placeOf(text, path);
        if (range) show(range);
      },
    };
  }, [editor, canvas]);
}
