import { pathAt, specContent } from '@agent-factory/spec';
import type { editor } from 'monaco-editor/editor';
import { asTyped, valueAt } from '../form/value-at.ts';
import { openBuilder } from './open-builder.ts';

/** Makes the builder reachable from the text, by its menu and by F1: the rule at the cursor, else the library. */
export function addBuilderAction(view: editor.IStandaloneCodeEditor): void {
  view.addAction({
    id: 'agent-spec.build-invariant',
    label: 'Build and try an invariant',
    contextMenuGroupId: 'navigation',
    precondition: '!editorReadonly',
    run() {
      const at = view.getPosition();
      const model = view.getModel();
      if (at && model) openBuilder(ruleAt(model.getValue(), model.getOffsetAt(at)) ?? 'new');
    },
  });
}

/** The id of the invariant in which an offset lies; null outside of one, and in one that has none. */
export function ruleAt(text: string, offset: number): string | null {
  const [list, index] = pathAt(text, offset) ?? [];
  if (list !== 'invariants' || index === undefined) return null;
  return asTyped(valueAt(specContent(text)?.value, [list, index, 'id'])) || null;
}
