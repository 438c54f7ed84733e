import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { settingsPlaces } from '../settings/places.ts';
import { acts } from './acts.ts';
import { furtherPlaces, places } from './places.ts';
import { shortcutGroups } from './shortcut-groups.ts';

const web = join(import.meta.dirname, '..');
const sources = (pattern: string) =>
  globSync(pattern, { cwd: web, exclude: ['node_modules/**', '.next/**', 'e2e/**', '**/*.test.*'] });

/** What the palette lists, as it does: `command-palette.tsx` goes through these. */
const offered = [
  ...Object.values(places('local')).flat(),
  ...furtherPlaces({ isOperator: true }),
  ...settingsPlaces.flatMap((group) => group.places),
  ...acts,
].map(({ href }) => href);

/** Pages that answer a question which only their own page can ask. */
const asked = ['/tests/compare', '/threads/new'];

describe('the palette', () => {
  test('leads to every page that needs nothing more than its address', () => {
    const pages = sources('app/{(workspace),(open)}/**/page.tsx')
      .map((file) => `/${file.split('/').slice(2, -1).join('/')}`)
      .filter((address) => !address.includes('['));
    expect(pages.length).toBeGreaterThan(30);
    expect(pages.filter((address) => !offered.includes(address) && !asked.includes(address))).toEqual([]);
  });

  test('offers what a page’s head opens by its address', () => {
    const opened = sources(
      '{agents,connections,keys,schedules,settings,webhooks,threads,tests,studio}/**/*.tsx',
    )
      .flatMap((file) => {
        const source = readFileSync(join(web, file), 'utf8');
        const here = /const here = '([^']+)'/.exec(source)?.[1] ?? '';
        return [...source.matchAll(/['`](?:\$\{here\}|(\/[\w/]+))\?(new|add|invite)=1['`]/g)].map(
          ([, address, act]) => `${address ?? here}?${act}=1`,
        );
      })
      .concat('/schedules?tab=triggers&add=1');
    expect(opened.length).toBeGreaterThan(7);
    expect([...new Set(opened)].filter((address) => !offered.includes(address))).toEqual([]);
  });

  test('opens nothing that its page does not know', () => {
    for (const { href } of acts) {
      const [, parameter] = /[?&](\w+)=1$/.exec(href) ?? [];
      if (parameter === undefined) continue;
      const folder = href.startsWith('/settings/') ? href.split(/[/?]/)[2] : href.split(/[/?]/)[1];
      const known = sources(`{${folder},settings/${folder}}/**/*.tsx`).some((file) =>
        new RegExp(`\\.(?:has|get)\\('${parameter}'\\)`).test(readFileSync(join(web, file), 'utf8')),
      );
      expect(known, href).toBe(true);
    }
  });
});

test('every place that has a key stands among the shortcuts, and its key leads there', () => {
  const goTo = readFileSync(join(web, 'frame/use-shortcuts.ts'), 'utf8');
  const listed = shortcutGroups.find(({ title }) => title === 'goTo')?.keys ?? [];
  for (const place of Object.values(places('local')).flat()) {
    if (place.key === undefined) continue;
    expect(listed).toContainEqual({ keys: ['g', place.key], does: place.name });
    expect(goTo).toContain(`  ${place.key}: '${place.href}',`);
  }
});
