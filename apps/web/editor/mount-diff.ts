import { applyEditorTheme } from './editor-theme.ts';
import type { Monaco } from './monaco.ts';
import { specLanguageId } from './spec-language.ts';

/** Shows two texts against each other in the element, read-only; returns what takes it away again. */
export function mountDiff(
  monaco: Monaco,
  element: HTMLElement,
  { before, after, sideBySide }: { before: string; after: string; sideBySide: boolean },
): () => void {
  applyEditorTheme(monaco);
  const original = monaco.editor.createModel(before, specLanguageId);
  const modified = monaco.editor.createModel(after, specLanguageId);
  const view = monaco.editor.createDiffEditor(element, {
    readOnly: true,
    renderSideBySide: sideBySide,
    automaticLayout: true,
    fontFamily:
      getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || 'ui-monospace, monospace',
    fontSize: 12,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordWrap: 'on',
    hideUnchangedRegions: { enabled: true },
    renderOverviewRuler: false,
    lineNumbersMinChars: 3,
  });
  view.setModel({ original, modified });
  // As options of the diff, Monaco loses them when the next option changes.
  view.getOriginalEditor().updateOptions({ ariaLabel: 'Before' });
  view.getModifiedEditor().updateOptions({ ariaLabel: 'After' });
  return () => {
    view.dispose();
    original.dispose();
    modified.dispose();
  };
}
