import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const app = join(import.meta.dirname, '..', 'app');
/** Routes as their files name them: `api/trpc/[...trpc]/route.ts`. */
const routes = globSync('**/route.ts', { cwd: app });
const changing =
  /export\s*(?:\{[^}]*\b(?:as\s+)?(POST|PUT|PATCH|DELETE)\b|(?:async\s+)?function\s+(?:POST|PUT|PATCH|DELETE)\b|const\s+(?:POST|PUT|PATCH|DELETE)\b)/;

// Q15, for the web server's own routes; Next itself compares origin and host for server actions (cross-site.spec.ts).
test('every route that can change something asks who made the request, before anything else', () => {
  const mutating = routes.filter((route) => changing.test(readFileSync(join(app, route), 'utf8')));
  expect(mutating).toContain(join('api', 'trpc', '[...trpc]', 'route.ts'));
  const unguarded = mutating.filter((route) => {
    const source = readFileSync(join(app, route), 'utf8');
    const guard = source.indexOf('if (!isOwnRequest(request');
    const session = source.indexOf('readSession(request');
    return guard < 0 || (session >= 0 && session < guard);
  });
  expect(unguarded).toEqual([]);
});
