import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');

/** Places on a picture, which stays as it is in any script: charts, graphs, the code editor's own surface. */
const pictures = ['packages/ui/src/series-chart.tsx', 'packages/ui/src/bar-chart.tsx'];

/**
 * Tailwind's names of the left and right side: in a script that runs the other way they point to the wrong one.
 * `left-1/2` is allowed: together with `-translate-x-1/2` it is the middle, which both ways share.
 */
const sided =
  /(?<=[\s'"`:])-?(?:m[lr]|p[lr]|(?:left|right)(?!-1\/2)|border-[lr](?!-?[a-z]{3})|rounded-(?:l|r|tl|tr|bl|br)|scroll-[mp][lr])-?(?:\[[^\]]+\]|[\d./]+|px|auto|full|none|sm|md|lg)?(?=[\s'"`])|(?<=[\s'"`:])text-(?:left|right)(?=[\s'"`])/;

test('classes name the start and the end of a line, not left and right', () => {
  const found = globSync('{apps/web,packages/ui/src}/**/*.tsx', {
    cwd: root,
    exclude: ['**/node_modules/**', '**/.next/**'],
  })
    .filter((file) => !pictures.includes(file))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => {
          const hit = /className|cn\(|^\s*'|^\s*"|\? '|: '|`/.test(line) ? sided.exec(line)?.[0] : undefined;
          return hit === undefined ? [] : [`${file}:${index + 1} ${hit}`];
        }),
    );
  expect(found, 'ms me ps pe start end text-start text-end border-s border-e rounded-s rounded-e').toEqual([]);
});
