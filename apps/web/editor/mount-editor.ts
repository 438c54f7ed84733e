import type { EditorStore } from './editor-store.ts';
import { applyEditorTheme } from './editor-theme.ts';
import { showMarkers } from './markers.ts';
import type { Monaco } from './monaco.ts';
import { registerProviders } from './providers.ts';
import { specLanguageId } from './spec-language.ts';

/** Puts an editor on the store's text into the element, both ways; returns what takes it away again. */
export function mountEditor(
  monaco: Monaco,
  element: HTMLElement,
  store: EditorStore,
  commands: { save: () => void; run: () => void },
): () => void {
  const { editor, KeyCode, KeyMod } = monaco;
  applyEditorTheme(monaco);
  const model = editor.createModel(store.getState().text, specLanguageId);
  const view = editor.create(element, {
    model,
    ariaLabel: 'Spec. Press Ctrl+M to let Tab move the focus.',
    automaticLayout: true,
    fontFamily:
      getComputedStyle(document.body).getPropertyValue('--font-geist-mono') || 'ui-monospace, monospace',
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordWrap: 'on',
    wrappingIndent: 'indent',
    tabSize: 2,
    padding: { top: 12, bottom: 12 },
    renderLineHighlight: 'line',
    overviewRulerBorder: false,
    quickSuggestions: { other: true, strings: true, comments: false },
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    lineNumbersMinChars: 3,
    folding: true,
    bracketPairColorization: { enabled: false },
    guides: { indentation: true },
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    unicodeHighlight: { ambiguousCharacters: false },
  });
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, commands.save);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, commands.run);

  const disposeProviders = registerProviders(monaco, (of) =>
    of === model ? store.getState().diagnostics : [],
  );
  const typed = model.onDidChangeContent(() => store.getState().type(model.getValue()));
  showMarkers(monaco, model, store.getState().diagnostics);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.text !== model.getValue()) {
      // From outside (a version restored): one edit, so that undo brings the old text back.
      view.executeEdits('store', [{ range: model.getFullModelRange(), text: state.text }]);
    }
    if (state.diagnostics !== before.diagnostics) showMarkers(monaco, model, state.diagnostics);
    if (state.reveal && state.reveal !== before.reveal) {
      const { start, end } = state.reveal;
      view.setSelection({
        startLineNumber: start.line,
        startColumn: start.column,
        endLineNumber: end.line,
        endColumn: end.column,
      });
      view.revealLineInCenterIfOutsideViewport(start.line);
      view.focus();
      state.show(null);
    }
  });
  const stopWatching = watchTheme(() => applyEditorTheme(monaco));

  return () => {
    stopWatching();
    unsubscribe();
    typed.dispose();
    disposeProviders();
    view.dispose();
    model.dispose();
  };
}

function watchTheme(onChange: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', onChange);
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', onChange);
    observer.disconnect();
  };
}
