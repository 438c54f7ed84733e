import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutText } from './cut-text.ts';

const prose = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 600 }),
  fc
    .array(fc.constantFrom('word', 'Sentence.', 'ende.\n', '\n\n', 'läng€r', '漢字。', '😀', ' '), {
      maxLength: 300,
    })
    .map((parts) => parts.join(' ')),
);

test('pieces are the whole text, in order, each within its bound, and none splits a character', () => {
  fc.assert(
    fc.property(
      prose,
      fc.integer({ min: 4, max: 200 }),
      fc.integer({ min: 0, max: 100 }),
      (text, max, overlap) => {
        const cuts = cutText(text, max, overlap);
        expect(cuts[0]?.start ?? 0).toBe(0);
        expect(cuts.at(-1)?.end ?? 0).toBe(text.length);
        for (const [index, { start, end }] of cuts.entries()) {
          const before = cuts[index - 1];
          expect(end).toBeGreaterThan(start);
          expect(Buffer.byteLength(text.slice(start, end))).toBeLessThanOrEqual(Math.max(max, 4));
          expect(text.slice(start, end).isWellFormed()).toBe(text.isWellFormed());
          if (before === undefined) continue;
          expect(start).toBeGreaterThan(before.start);
          expect(start).toBeLessThanOrEqual(before.end);
          expect(end).toBeGreaterThan(before.end);
        }
      },
    ),
    { numRuns: 500 },
  );
});

test('cuts where the text pauses, and the next piece begins with the sentence before', () => {
  const text = `${'One sentence here. '.repeat(6)}\n\n${'Another paragraph. '.repeat(6)}`;
  const pieces = cutText(text, 140, 30).map(({ start, end }) => text.slice(start, end));
  expect(pieces[0]?.endsWith('\n\n')).toBe(true);
  const sentences = 'A first one. '.repeat(40);
  const [first, second] = cutText(sentences, 100, 30);
  expect(sentences.slice(first?.start, first?.end)).toMatch(/\. $/);
  expect(second?.start).toBeLessThan(first?.end ?? 0);
  expect(sentences.slice(second?.start, second?.end)).toMatch(/^A first one\./);
});

test('takes time linear in the text, whatever it is made of', () => {
  const time = (size: number) => {
    const text = 'x'.repeat(size);
    const startedAt = performance.now();
    cutText(text);
    return performance.now() - startedAt;
  };
  time(100_000);
  // Quadratic would be 256 times as long.
  expect(time(1_600_000)).toBeLessThan(100 * Math.max(time(100_000), 2));
});
