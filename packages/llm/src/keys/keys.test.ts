import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyTurns } from './key-turns.ts';
import { parseKeys } from './parse-keys.ts';
import type { VendorKey } from './vendor-key.ts';

function stand(text: string) {
  let now = 0;
  const keys = parseKeys(text);
  const turns = new KeyTurns(() => now);
  const take = (times: number) =>
    Array.from({ length: times }, () => turns.next(keys)?.secret ?? '').join('');
  return { keys, turns, take, pass: (ms: number) => (now += ms) };
}

describe('keys of a variable', () => {
  it('are one, or several with weights', () => {
    expect(parseKeys(undefined)).toEqual([]);
    expect(parseKeys('sk-1')).toMatchObject([{ secret: 'sk-1', weight: 1, payer: 'platform' }]);
    expect(parseKeys('a*3, b ,c*0,')).toMatchObject([
      { secret: 'a', weight: 3 },
      { secret: 'b', weight: 1 },
      { secret: 'c', weight: 1 },
    ]);
  });
});

describe('the turns of keys', () => {
  it('go smoothly by weight', () => {
    expect(stand('a*5,b,c').take(7)).toBe('aabacaa');
  });

  it('give each key its share of any number of rounds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 }), (weights) => {
        const { turns, keys } = stand(weights.map((weight, index) => `k${index}*${weight}`).join());
        const total = weights.reduce((a, b) => a + b);
        const seen = new Map<VendorKey | null, number>();
        for (let i = 0; i < total; i++) {
          const key = turns.next(keys);
          seen.set(key, (seen.get(key) ?? 0) + 1);
        }
        if (keys.length > 1) expect(keys.map((key) => seen.get(key))).toEqual(weights);
      }),
    );
  });

  it('pass over a refused key for five minutes, and over a limited one as long as it was asked', () => {
    const { keys, turns, take, pass } = stand('a,b');
    turns.refused(keys[0] as VendorKey);
    expect(take(3)).toBe('bbb');
    expect(turns.isRefused(keys[0] as VendorKey)).toBe(true);
    pass(5 * 60_000);
    expect(turns.isRefused(keys[0] as VendorKey)).toBe(false);
    expect(new Set(take(4))).toEqual(new Set('ab'));
    turns.limited(keys[1] as VendorKey, 2);
    expect(take(3)).toBe('aaa');
    pass(2_000);
    expect(new Set(take(4))).toEqual(new Set('ab'));
  });

  it('give the key that is back first when all rest, and wake one that was accepted', () => {
    const { keys, turns, take } = stand('a,b');
    turns.limited(keys[0] as VendorKey, 60);
    turns.limited(keys[1] as VendorKey, 10);
    expect(take(2)).toBe('bb');
    expect(turns.hasOther(keys, keys[1] as VendorKey)).toBe(false);
    turns.accepted(keys[0] as VendorKey);
    expect(take(1)).toBe('a');
  });
});
