import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { slugOf } from './slug.ts';

describe('slugOf', () => {
  test.each([
    ['Invoice checker', 'invoice-checker'],
    ['  Café & Crème ', 'cafe-creme'],
    ['2nd helper', 'nd-helper'],
    ['???', ''],
  ])('%j becomes %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug);
  });

  test('is empty or a name that the spec language takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (title) => {
        expect(slugOf(title)).toMatch(/^(?:[a-z](?:[a-z0-9]|-(?=[a-z0-9])){0,62})?$/);
      }),
    );
  });
});
