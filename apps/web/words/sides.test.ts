import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** Places on a picture, which stays as it is in any script: charts, graphs, the code editor's own surface. */
const pictures = [
  'packages/ui/src/series-chart.tsx',
  'packages/ui/src/bar-chart.tsx',
  'apps/web/editor/canvas/canvas-map.tsx',
  'apps/web/editor/canvas/far-ways.tsx',
];

/**
 * Tailwind's names of the left and right side: in a script that runs the other way they point to the wrong one.
 * `left-1/2` is allowed: together with `-translate-x-1/2` it is the middle, which both ways share.
 */
const sided =
  /(?<=[\s'"`:!])-?(?:scroll-[mp][lr]|[mp][lr]|left(?!-1\/2)|right)-(?:\[[^\]\s]+\]|[\d./]+|px|auto|full)(?=[\s'"`!])|(?<=[\s'"`:])(?:border-[lr]|rounded-(?:[lr]|[tb][lr]))(?:-[\w[\]]+)?(?=[\s'"`])|(?<=[\s'"`:])text-(?:left|right)(?=[\s'"`])/;

test('classes name the start and the end of a line, not left and right', () => {
  const found = globSync('{apps/web,packages/ui/src}/**/*.tsx', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/.next/**', '**/e2e/**'],
  })
    .filter((file) => !pictures.includes(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const hit = sided.exec(line)?.[0];
          return hit === undefined ? [] : [`${file}:${index + 1} ${hit}`];
        }),
    );
  expect(found, 'ms me ps pe start end text-start text-end border-s border-e rounded-s rounded-e').toEqual(
    [],
  );
});
