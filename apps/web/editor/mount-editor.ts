import { pathAt, placeOf } from '@agent-factory/spec';
import type { editor } from 'monaco-editor/editor';
import type { CommentStore } from './comments/comment-store.ts';
import { showComments } from './comments/monaco-comments.ts';
import { bindMonaco, type MonacoBinding } from './document/bind-monaco.ts';
import type { ReturnPlace } from './document/spec-document.ts';
import type { EditorStore } from './editor-store.ts';
import { applyEditorTheme } from './editor-theme.ts';
import type { KnownNames } from './help/known-names.ts';
import { addBuilderAction } from './invariants/builder-action.ts';
import type { LiveStore } from './live/live-store.ts';
import { showPeople } from './live/monaco-people.ts';
import { showMarkers } from './markers.ts';
import type { Monaco } from './monaco.ts';
import { registerProviders } from './providers.ts';
import { specLanguageId } from './spec-language.ts';

export interface MountedEditor {
  /** It can be seen from now on: goes to the place that is waiting to be shown. */
  show(): void;
  dispose(): void;
}

/** Puts an editor on the document into the element, both ways. */
export function mountEditor(
  monaco: Monaco,
  element: HTMLElement,
  store: EditorStore,
  commands: { save: () => void; run: () => void },
  live: LiveStore,
  comments: CommentStore,
  known: () => KnownNames,
): MountedEditor {
  const { KeyCode, KeyMod } = monaco;
  applyEditorTheme(monaco);
  const { spec } = store.getState();
  const model = monaco.editor.createModel('', specLanguageId);
  const binding = bindMonaco(monaco, model, spec, (place) => store.getState().returnTo(place));
  const view = monaco.editor.create(element, {
    model,
    readOnly: !store.getState().editable,
    unusualLineTerminators: 'off',
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
    glyphMargin: true,
    bracketPairColorization: { enabled: false },
    guides: { indentation: true },
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    unicodeHighlight: { ambiguousCharacters: false },
  });
  view.addCommand(KeyMod.CtrlCmd | KeyCode.KeyS, commands.save);
  view.addCommand(KeyMod.CtrlCmd | KeyCode.Enter, commands.run);
  addBuilderAction(view);

  const disposeProviders = registerProviders(monaco, {
    diagnosticsOf: (of) => (of === model ? store.getState().diagnostics : []),
    known,
  });
  showMarkers(monaco, model, store.getState().diagnostics);
  const stopFollowing = followCursor(monaco, view, binding, store);
  const unsubscribe = store.subscribe((state, before) => {
    if (state.editable !== before.editable) view.updateOptions({ readOnly: !state.editable });
    if (state.diagnostics !== before.diagnostics) showMarkers(monaco, model, state.diagnostics);
    if (state.returned && state.returned !== before.returned) returnTo(state.returned);
    if (state.selection && state.selection !== before.selection && state.selection.by !== 'text') {
      const place = placeOf(state.text, state.selection.path);
      if (place) view.revealLineInCenterIfOutsideViewport(place.start.line);
    }
    if (state.reveal && state.reveal !== before.reveal) show();
  });
  const stopPeople = showPeople(monaco, view, binding, store, live);
  const stopComments = showComments(monaco, view, binding, { store, live, comments });
  let waiting: ReturnPlace | null = null;

  function returnTo(place: ReturnPlace): void {
    const at = model.getPositionAt(binding.ends().toShown(place.offset));
    view.setPosition(at);
    view.revealPositionInCenterIfOutsideViewport(at);
    waiting = place.view === 'text' ? place : null;
    show();
  }
  function show(): void {
    if (element.offsetParent === null) return;
    if (waiting) view.focus();
    waiting = null;
    reveal(view, store);
  }
  // Asked for before the text was there to be shown.
  show();
  const stopWatching = watchTheme(() => applyEditorTheme(monaco));

  return {
    show,
    dispose() {
      stopWatching();
      unsubscribe();
      stopFollowing();
      stopPeople();
      stopComments();
      binding.dispose();
      disposeProviders();
      view.dispose();
      model.dispose();
    },
  };
}

/** Goes to the place that is to be shown, if there is one. */
function reveal(view: editor.IStandaloneCodeEditor, store: EditorStore): void {
  const { reveal: range, show } = store.getState();
  if (range === null) return;
  const { start, end } = range;
  view.setSelection({
    startLineNumber: start.line,
    startColumn: start.column,
    endLineNumber: end.line,
    endColumn: end.column,
  });
  view.revealLineInCenterIfOutsideViewport(start.line);
  view.focus();
  show(null);
}

/** The cursor chooses the place of the spec in which it stands; asked for when it rests, not at each key. */
function followCursor(
  { editor: { CursorChangeReason } }: Monaco,
  view: editor.IStandaloneCodeEditor,
  binding: MonacoBinding,
  store: EditorStore,
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const moved = view.onDidChangeCursorPosition(({ reason }) => {
    if (!view.hasTextFocus()) return;
    clearTimeout(timer);
    const waitMs = reason === CursorChangeReason.Explicit ? restMs : typedRestMs;
    timer = setTimeout(() => {
      const at = view.getPosition();
      const model = view.getModel();
      if (!at || !model) return;
      const { text, select } = store.getState();
      const path = pathAt(text, binding.ends().toFile(model.getOffsetAt(at)));
      if (path) select(path, 'text');
    }, waitMs);
  });
  return () => {
    clearTimeout(timer);
    moved.dispose();
  };
}

/** Less is not seen, more is felt. */
const restMs = 60;
/** Looking for the place reads the text once more: not between two keys of somebody who types. */
const typedRestMs = 250;

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
