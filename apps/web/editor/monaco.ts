/** Monaco as the editor's own bundle exports it; load-monaco.ts fetches it. */
export type Monaco = typeof import('./monaco-bundle.ts');
