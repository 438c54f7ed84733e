import { copyFile, mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';

// ELK is 1.6 MB of one script that runs in a worker of its own: it is served as it is, and fetched when a canvas opens.
// Its licence (EPL-2.0) is kept: the file is ELK's own, unchanged.
const folder = join(import.meta.dirname, '..', 'public', 'elk');
await mkdir(folder, { recursive: true });
const worker = createRequire(import.meta.url).resolve('elkjs/lib/elk-worker.min.js');
await copyFile(worker, join(folder, 'elk-worker.js'));
