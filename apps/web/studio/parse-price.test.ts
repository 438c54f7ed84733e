import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parsePrice, writePrice } from './parse-price.ts';

it('reads what people type, and nothing else', () => {
  expect(['19', '19.00', ' $19.5 ', '19,05', '0'].map(parsePrice)).toEqual([1_900, 1_900, 1_950, 1_905, 0]);
  expect(['', '-1', '1.999', '1e3', '1,000.00', 'free'].map(parsePrice)).toEqual(Array(6).fill(null));
});

it('a price that is written is read back to the cent', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (minor) => {
      expect(parsePrice(writePrice(minor))).toBe(minor);
    }),
  );
});
