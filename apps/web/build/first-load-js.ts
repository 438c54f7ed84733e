import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** quality.md: first-load JavaScript of every route, in bytes after gzip. A build that has a heavier one fails. */
const limitBytes = 200_000;

const out = join(import.meta.dirname, '..', '.next');
const require = createRequire(import.meta.url);

interface RouteSize {
  route: string;
  bytes: number;
}

interface ClientManifest {
  entryJSFiles: Record<string, string[]>;
}

/** Reads what Next's build says each route loads: its own files, and those of the error pages around it. */
async function firstLoadSizes(): Promise<RouteSize[]> {
  const { rootMainFiles } = JSON.parse(readFileSync(join(out, 'build-manifest.json'), 'utf8')) as {
    rootMainFiles: string[];
  };
  for await (const file of glob('server/app/**/page_client-reference-manifest.js', { cwd: out })) {
    require(join(out, file));
  }
  const { __RSC_MANIFEST: manifests = {} } = globalThis as {
    __RSC_MANIFEST?: Record<string, ClientManifest>;
  };
  const sizes = new Map<string, number>();
  const sizeOf = (file: string): number => {
    const known = sizes.get(file) ?? gzipSync(readFileSync(join(out, file))).byteLength;
    sizes.set(file, known);
    return known;
  };
  return Object.entries(manifests)
    .map(([route, { entryJSFiles }]) => {
      const loaded = Object.entries(entryJSFiles).filter(([entry]) => !entry.endsWith('/global-error'));
      const files = new Set([...rootMainFiles, ...loaded.flatMap(([, entryFiles]) => entryFiles)]);
      return { route, bytes: [...files].reduce((sum, file) => sum + sizeOf(file), 0) };
    })
    .sort((a, b) => b.bytes - a.bytes);
}

const routes = await firstLoadSizes();
if (routes.length === 0) throw new Error('No route was found: build the web app first.');
for (const { route, bytes } of routes) {
  const over = bytes >= limitBytes;
  if (over) process.exitCode = 1;
  process.stdout.write(
    `${(bytes / 1000).toFixed(1).padStart(7)} KB  ${route}${over ? '  OVER 200 KB' : ''}\n`,
  );
}
const [heaviest] = routes;
const over = routes.filter(({ bytes }) => bytes >= limitBytes).length;
process.stdout.write(
  `bar: ${routes.length} routes, the heaviest ${((heaviest?.bytes ?? 0) / 1000).toFixed(1)} KB (${heaviest?.route}); < 200 KB ${over === 0 ? 'met' : `MISSED by ${over}`}\n`,
);
