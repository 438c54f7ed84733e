import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { permissions, scopes } from '@agent-factory/contracts';
import compile from 'icu-minify/compile';
import { describe, expect, test } from 'vitest';
import { languages } from './languages.ts';
import { rooms } from './rooms.ts';

const web = join(import.meta.dirname, '..');

/** What a message asks of its caller: arguments, and tags that the caller draws. */
function asked(text: string): string[] {
  const message: unknown = compile(text);
  return [...new Set(Array.isArray(message) ? message.flatMap(namesIn) : [])].sort();
}

/** Nodes are a text, `#` as 0, `[argument, kind?, options?]`, or `[tag, ...what it holds]`. */
function namesIn(node: unknown): string[] {
  if (!Array.isArray(node)) return [];
  const [name, kind, options] = node as [string, unknown, unknown];
  if (node.length === 1) return [name];
  if (typeof kind !== 'number' || kind === 0) return [`<${name}>`, ...node.slice(1).flatMap(namesIn)];
  const branches = typeof options === 'object' && options !== null ? Object.values(options) : [];
  return [name, ...branches.flatMap((branch) => (Array.isArray(branch) ? branch.flatMap(namesIn) : []))];
}

describe.each(Object.entries(rooms))('the words of %s', (room, entries) => {
  const all = Object.entries(entries);

  test.each(languages)('are all there in %s and ask for what the English ones ask', (language) => {
    for (const [key, message] of all) {
      expect(message[language].trim(), `${room}.${key}`).not.toBe('');
      expect(asked(message[language]), `${room}.${key}`).toEqual(asked(message.en));
    }
  });

  test('are each said somewhere', () => {
    const unused = all.map(([key]) => key).filter((key) => !named.has(key) && !codes.has(`${room}.${key}`));
    expect(unused, 'take them out, or say them').toEqual([]);
  });
});

/** Every word in quotes in the pages' sources: keys are always written out. */
const named = new Set(
  globSync('**/*.{ts,tsx}', { cwd: web, exclude: ['node_modules/**', '.next/**', 'words/**', 'e2e/**'] })
    .concat('words/ui-words.ts', 'words/use-choose-language.ts')
    .flatMap((file) =>
      [...readFileSync(join(web, file), 'utf8').matchAll(/['"](\w+)['"]/g)].map(([, word = '']) => word),
    ),
);
/** Said by the code of a refusal, which comes from the API, and by a scope or its area. */
const codes = new Set(
  (['errors', 'permissions'] as const).flatMap((room) =>
    Object.keys(rooms[room]).map((key) => `${room}.${key}`),
  ),
);

test('a permission says in English what the contracts say', () => {
  for (const scope of scopes) {
    const { area, does } = permissions[scope];
    expect([rooms.permissions[scope].en, rooms.permissions[area].en]).toEqual([does, area]);
  }
});
