import fc from 'fast-check';
import { expect, it } from 'vitest';
import { browseAddress, readBrowse, sortNames } from './browse-filter.ts';
import { categoryNames } from './category-labels.ts';

const keysOf = <T extends object>(of: T) => fc.constantFrom(...(Object.keys(of) as (keyof T)[]), null);

it('an address brings back what was looked at', () => {
  fc.assert(
    fc.property(
      fc.record({
        q: fc
          .string({ maxLength: 200, unit: 'grapheme' })
          .filter((text) => text.trim() !== '' && text.length <= 200),
        category: keysOf(categoryNames),
        sort: keysOf(sortNames),
        free: fc.boolean(),
      }),
      (filter) => {
        const { searchParams } = new URL(browseAddress(filter), 'http://app.invalid');
        expect(readBrowse(searchParams)).toEqual(filter);
      },
    ),
  );
});

it('what nobody knows is left out', () => {
  const search = new URLSearchParams('category=constructor&sort=__proto__&free=yes');
  expect(readBrowse(search)).toEqual({ q: '', category: null, sort: null, free: false });
  expect(browseAddress({ q: '  ', category: null, sort: null, free: false })).toBe('/marketplace');
});
