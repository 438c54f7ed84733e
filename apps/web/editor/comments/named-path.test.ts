import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foundPath, namedPath } from './named-path.ts';

const spec = {
  tools: [
    { type: 'builtin', name: 'calculator' },
    { type: 'mcp', url: 'https://a.example' },
  ],
  invariants: [{ id: 'no-pii', check: { maxLength: 4 } }],
};

test('items are named by id or name, others by their place', () => {
  expect(namedPath(spec, ['tools', 0, 'name'])).toEqual(['tools', 'calculator', 'name']);
  expect(namedPath(spec, ['tools', 1])).toEqual(['tools', 1]);
  expect(namedPath(spec, ['invariants', 0, 'check'])).toEqual(['invariants', 'no-pii', 'check']);
  expect(namedPath(spec, [])).toEqual([]);
});

test('what is there no more is not found', () => {
  expect(foundPath(spec, ['tools', 'http_get'])).toBeNull();
  expect(foundPath(spec, ['constructor'])).toBeNull();
  expect(foundPath(spec, ['tools', 7])).toBeNull();
});

test('a named path leads to its node, whatever was put before it', () => {
  const names = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(names, fc.nat(), fc.nat(), (all, pick, cut) => {
      const tools = all.map((name) => ({ name }));
      const index = pick % tools.length;
      const named = namedPath({ tools }, ['tools', index]);
      // Others before it go, and new ones come.
      const rest = [{ name: `\u0000new` }, ...tools.slice(cut % (index + 1))];
      const found = foundPath({ tools: rest }, named);
      expect(rest[Number(found?.[1])]?.name).toBe(all[index]);
    }),
  );
});
