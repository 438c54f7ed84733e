// The entry of the editor's own bundle (build/bundle-monaco.ts): Monaco and the two languages that a spec is
// made of. It is served as `/monaco/monaco.js` and fetched by load-monaco.ts alone.
import 'monaco-editor/features/register.all.js';
import 'monaco-editor/languages/definitions/markdown/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';

export { editor, KeyCode, KeyMod, languages, MarkerSeverity } from 'monaco-editor/editor';
