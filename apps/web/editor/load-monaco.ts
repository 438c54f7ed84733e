import type { Monaco } from './monaco.ts';
import { registerSpecLanguage } from './spec-language.ts';

declare global {
  interface Window {
    MonacoEnvironment?: { getWorker(): Worker };
  }
}

let loading: Promise<Monaco> | undefined;

/** Monaco, from this origin, fetched when the first editor opens; a failed load is tried anew the next time. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Monaco> {
  const styles = document.createElement('link');
  styles.rel = 'stylesheet';
  styles.href = '/monaco/monaco.css';
  document.head.append(styles);
  window.MonacoEnvironment = { getWorker: () => new Worker('/monaco/editor.worker.js', { type: 'module' }) };
  const monaco = await importBundle();
  registerSpecLanguage(monaco);
  return monaco;
}

/** Guarantees the bundle's type: the file is what build/bundle-monaco.ts made of monaco-bundle.ts. */
function importBundle(): Promise<Monaco> {
  const address = '/monaco/monaco.js';
  return import(/* webpackIgnore: true */ /* turbopackIgnore: true */ address) as Promise<Monaco>;
}
