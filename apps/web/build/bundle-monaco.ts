import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';

// Monaco is 30 MB of modules: Turbopack takes a minute and more over them, esbuild about two seconds, and
// the result is fetched on the editor's route alone.
const web = join(import.meta.dirname, '..');
const folder = join(web, 'public', 'monaco');
await rm(folder, { recursive: true, force: true });
await build({
  entryPoints: {
    monaco: join(web, 'editor', 'monaco-bundle.ts'),
    'editor.worker': join(web, 'node_modules', 'monaco-editor', 'esm', 'vs', 'editor', 'editor.worker.js'),
  },
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  loader: { '.ttf': 'file' },
  legalComments: 'none',
  logLevel: 'warning',
});
