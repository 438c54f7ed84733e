import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Limits and the audit log go by who is at the other end. A call of this server that does not say for whom it asks is
// counted for the server itself: all visitors would share one limit.

const web = join(import.meta.dirname, '..');

/** What makes a call over the network, or something that does. */
const wayOut = /\b(?:apiFetch|createTRPCClient(?:<[^>]*>)?|createClient|fetch)\(/g;
/** Passes on for whom. */
const says = /\bwebHopHeaders\(/;

/** Ways out that say for nobody, and why they may. */
const without: Readonly<Record<string, string>> = {
  'gateway/api-fetch.ts': 'the way itself; who goes it passes the headers',
  'auth/enabled-providers.ts': 'what the auth service was set up for is the same for all, and is not counted',
  'trpc/provider.tsx': 'in the browser: to this server, over /api/trpc',
  'knowledge/upload-file.ts': 'in the browser: to this server, over /api/documents',
  'studio/send-picture.ts': 'in the browser: to this server, over /api/templates',
};

test('every call of the web server to the API says for which visitor it is made', async () => {
  const silent: string[] = [];
  const seen: string[] = [];
  for (const file of await sources(web)) {
    const text = (await readFile(join(web, file), 'utf8')).replaceAll(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
    if (!text.match(wayOut)) continue;
    seen.push(file);
    if (!says.test(text) && without[file] === undefined) silent.push(file);
  }
  expect(silent).toEqual([]);
  // The list names what is there, and the eye of this test is open.
  expect(Object.keys(without).filter((file) => !seen.includes(file))).toEqual([]);
  expect(seen).toEqual(expect.arrayContaining(['trpc/api-as.ts', 'session/auth-client.ts']));
});

async function sources(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true });
  return all
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => /\.tsx?$/.test(file) && !/\.test\.ts$/.test(file))
    .filter((file) => !/(?:^|\/)(?:node_modules|\.next|e2e|build)\//.test(file));
}
