import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuseRanks } from './fuse-ranks.ts';

const ranking = fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 });

test('names each once, with where it was found, and never ranks lower what stands higher everywhere', () => {
  fc.assert(
    fc.property(ranking, ranking, ranking, (words, spelling, meaning) => {
      const fused = fuseRanks({ words, spelling, meaning });
      const keys = fused.map(({ key }) => key);
      expect(new Set(keys)).toEqual(new Set([...words, ...spelling, ...meaning]));
      expect(keys).toHaveLength(new Set(keys).size);
      const above = (list: readonly string[], a: string, b: string) =>
        list.includes(a) ? !list.includes(b) || list.indexOf(a) < list.indexOf(b) : !list.includes(b);
      for (const [place, b] of keys.entries())
        for (const a of keys.slice(place + 1))
          expect([words, spelling, meaning].every((list) => above(list, a, b))).toBe(false);
      for (const { key, from } of fused) {
        expect(from.includes('words')).toBe(words.includes(key));
        expect(from.includes('meaning')).toBe(meaning.includes(key));
      }
    }),
  );
});

test('alone, a ranking stays as it is', () => {
  expect(fuseRanks({ words: ['b', 'a'], meaning: [] }).map(({ key }) => key)).toEqual(['b', 'a']);
});
