import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isKeyText, looksLikeKey, makeKeyText } from './key-text.ts';

test('Q14: a key carries at least 160 random bits and is known by its prefix', () => {
  const key = makeKeyText();
  const random = key.length - 'agf_'.length - 6;
  expect(random * Math.log2(62)).toBeGreaterThanOrEqual(160);
  expect([isKeyText(key), looksLikeKey(key)]).toEqual([true, true]);
  expect(new Set(Array.from({ length: 1_000 }, makeKeyText)).size).toBe(1_000);
});

test('every character of the alphabet comes at every place of the random part', () => {
  const seen = Array.from({ length: 30 }, () => new Set<string>());
  for (let i = 0; i < 2_000; i++) {
    for (const [place, character] of [...makeKeyText().slice(4, 34)].entries()) seen[place]?.add(character);
  }
  // 62 · (61/62)^2000 < 10⁻¹²: a missing one is no accident.
  expect(seen.map(({ size }) => size)).toEqual(Array(30).fill(62));
});

test('Q14: a key that was mistyped is told without asking anyone', () => {
  fc.assert(
    fc.property(fc.nat({ max: 39 }), fc.constantFrom(...'0aZ_-.'), (at, typed) => {
      const key = makeKeyText();
      const mistyped = key.slice(0, at) + typed + key.slice(at + 1);
      expect(isKeyText(mistyped)).toBe(mistyped === key);
    }),
  );
});

test.each(['', 'agf_', 'agf_short', `${makeKeyText()}0`, ` ${makeKeyText()}`, makeKeyText().toUpperCase()])(
  'is no key: %j',
  (text) => {
    expect(isKeyText(text)).toBe(false);
  },
);
