import { ipRangeSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalRanges, isInRanges, isWithinRanges } from './ip-range.ts';

const family = {
  v4: { bits: 32, text: (value: bigint) => [24n, 16n, 8n, 0n].map((at) => (value >> at) & 255n).join('.') },
  v6: {
    bits: 128,
    text: (value: bigint) =>
      Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16)).join(':'),
  },
} as const;

/** A network and an address, of one family, as numbers. */
const cases = fc.constantFrom(...(['v4', 'v6'] as const)).chain((name) => {
  const { bits } = family[name];
  // Clear of the mapped addresses, which count as IPv4.
  const least = name === 'v6' ? 1n << 120n : 0n;
  const value = fc.bigInt({ min: least, max: (1n << BigInt(bits)) - 1n });
  return fc.record({
    name: fc.constant(name),
    network: value,
    length: fc.integer({ min: name === 'v6' ? 8 : 0, max: bits }),
    // Near the network half of the time, or nothing would ever match.
    address: value,
    near: fc.boolean(),
  });
});

describe('networks', () => {
  test('hold the addresses whose first bits are theirs, and no other', () => {
    fc.assert(
      fc.property(cases, ({ name, network, length, address, near }) => {
        const { bits, text } = family[name];
        const rest = BigInt(bits - length);
        const asked = near ? ((network >> rest) << rest) | (address & ((1n << rest) - 1n)) : address;
        const range = `${text(network)}/${length}`;
        expect(ipRangeSchema.safeParse(range).success).toBe(true);
        const [canonical = ''] = canonicalRanges([range]) ?? [];
        const expected = asked >> rest === network >> rest;
        expect(isInRanges(text(asked), [canonical])).toBe(expected);
        expect(isInRanges(text(asked), [range])).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('lie within another when all their addresses do', () => {
    fc.assert(
      fc.property(cases, fc.integer({ min: 0, max: 128 }), ({ name, network, length }, more) => {
        const { bits, text } = family[name];
        const inner = `${text(network)}/${Math.min(bits, length + more)}`;
        const outer = `${text(network)}/${length}`;
        expect(isWithinRanges(inner, [outer])).toBe(true);
        if (Math.min(bits, length + more) > length) expect(isWithinRanges(outer, [inner])).toBe(false);
      }),
    );
  });

  test.each([
    ['203.0.113.7', '203.0.113.7/32'],
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['2001:DB8:0::1', '2001:db8::1/128'],
    ['2001:db8:ffff::/32', '2001:db8::/32'],
    ['::ffff:10.0.0.1', '10.0.0.1/32'],
    ['::ffff:10.0.0.0/104', '10.0.0.0/8'],
  ])('%s is kept as %s', (given, kept) => {
    expect(canonicalRanges([given, given])).toEqual([kept]);
  });

  test('an IPv4 address written in IPv6 is itself', () => {
    expect(isInRanges('::ffff:203.0.113.7', ['203.0.113.0/24'])).toBe(true);
    expect(isInRanges('203.0.113.7', ['::/0'])).toBe(false);
    expect(isInRanges('no address', ['0.0.0.0/0', '::/0'])).toBe(false);
  });

  test.each([
    '',
    'example.com',
    '10.0.0.0/33',
    '010.0.0.1',
    '1.2.3',
    '2001:db8::/129',
    '10.0.0.0/8/8',
    '0x7f.1',
  ])('%j is no network', (text) => {
    expect(ipRangeSchema.safeParse(text).success).toBe(false);
  });
});
