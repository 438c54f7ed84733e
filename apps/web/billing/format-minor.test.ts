import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMinor, formatPrice, formatSigned } from './format-minor.ts';

describe('amounts in minor units', () => {
  it('reads as money of its currency', () => {
    expect(formatMinor(1_900, 'usd')).toBe('$19.00');
    expect(formatMinor(5, 'usd')).toBe('$0.05');
    expect(formatMinor(0, 'usd')).toBe('$0.00');
    expect(formatMinor(-570, 'usd')).toBe('-$5.70');
    expect(formatMinor(1_900, 'jpy')).toBe('¥1,900');
    expect(formatMinor(123_456_789, 'eur')).toBe('€1,234,567.89');
  });

  it('says which way money went, and what costs nothing', () => {
    expect(formatSigned(1_330, 'usd')).toBe('+$13.30');
    expect(formatSigned(-1_330, 'usd')).toBe('−$13.30');
    expect(formatPrice(0, 'usd')).toBe('Free');
    expect(formatPrice(100, 'usd')).toBe('$1.00');
  });

  it('loses no cent, however large', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (minor) => {
        const digits = formatMinor(minor, 'usd').replace(/\D/g, '');
        expect(BigInt(digits)).toBe(BigInt(Math.abs(minor)));
      }),
    );
  });
});
