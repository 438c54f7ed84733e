import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatMoney } from './format-money.ts';

describe('formatMoney', () => {
  test.each([
    [0, '$0'],
    [0.0013, '$0.0013'],
    [0.02, '$0.02'],
    [0.5, '$0.50'],
    [0.000000025, '$0.000000025'],
    [12.4, '$12.40'],
    [1234.5, '$1,234.50'],
  ])('%d reads %s', (usd, text) => {
    expect(formatMoney(usd)).toBe(text);
  });

  test('what is not nothing never reads as nothing, and is off by less than a twentieth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_000_000_000_000 }), (nanoUsd) => {
        const usd = nanoUsd / 1e9;
        const shown = Number(formatMoney(usd).replace(/[$,]/g, ''));
        expect(shown).toBeGreaterThan(0);
        expect(Math.abs(shown - usd) / usd).toBeLessThanOrEqual(0.05);
      }),
    );
  });
});
