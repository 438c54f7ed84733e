import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../json-schema.ts';
import { specToValue } from '../spec-value.ts';
import { arbitrarySpec } from '../testing/arbitrary-spec.ts';
import { authorText } from '../testing/author-text.ts';
import { pathAt, placeOf } from './path-at.ts';
import { specContent } from './spec-content.ts';

const text = `---
name: till # the desk
tools:
  - calculator
  - mcp: { url: "https://a.example", allow: [search] }
limits: { maxCostUsd: 0.02, maxSteps: 3 }
---
Add things up.
`;

describe('pathAt', () => {
  test.each([
    ['till', ['name']],
    ['calc', ['tools', 0]],
    ['arch]', ['tools', 1, 'mcp', 'allow', 0]],
    ['a.example', ['tools', 1, 'mcp', 'url']],
    ['maxSteps', ['limits', 'maxSteps']],
    ['# the', []],
    ['Add', ['instructions']],
  ])('at %s', (mark, path) => {
    expect(pathAt(text, text.indexOf(mark))).toEqual(path);
  });

  test('says nothing of what cannot be read', () => {
    expect(pathAt('a: 1\n---\nb: 2\n', 2)).toBeNull();
    expect(placeOf('a: 1\n---\nb: 2\n', ['a'])).toBeNull();
    expect(specContent('a: 1\n---\nb: 2\n')).toBeNull();
  });
});

test('a place is where its path is found again, in whatever its author writes like', () => {
  const seed = fc.array(fc.nat(997), { minLength: 5, maxLength: 12 });
  fc.assert(
    fc.property(arbitrarySpec, seed, (spec, style) => {
      const written = authorText(specToValue(spec), style);
      for (const path of pathsOf(specContent(written)?.value ?? {}, [])) {
        const place = placeOf(written, path);
        const found = place && pathAt(written, place.start.offset);
        // Below a dash the first key of a mapping stands where its item does.
        expect(found?.slice(0, path.length)).toEqual(path);
      }
    }),
    { numRuns: 12 },
  );
});

function pathsOf(value: JsonValue, path: (string | number)[]): (string | number)[][] {
  const own = path.length > 0 ? [path] : [];
  if (typeof value !== 'object' || value === null) return own;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...entries.flatMap(([key, inner]) => pathsOf(inner, [...path, key]))];
}
