import type { JsonValue } from '@agent-factory/spec';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutToBytes } from './cut-to-bytes.ts';

const bytesOf = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('cutToBytes', () => {
  it('leaves what fits as it is', () => {
    const value = { a: 'ü'.repeat(90) };
    expect(cutToBytes(value, bytesOf(value))).toBe(value);
  });

  it('takes the end off the largest text and the last entries off the largest list, and says so', () => {
    const page = cutToBytes({ title: 'Tea', text: 'x'.repeat(10_000) }, 1000);
    expect(page).toMatchObject({
      title: 'Tea',
      text: expect.stringMatching(/^x{800,}…$/),
      cut: expect.stringContaining('Shortened to 1000 bytes of 10'),
    });
    const list = cutToBytes(
      { results: Array.from({ length: 50 }, (_, index) => ({ index, text: 'y'.repeat(90) })) },
      1000,
    );
    expect(list).toMatchObject({ results: expect.arrayContaining([{ index: 0, text: 'y'.repeat(90) }]) });
    expect(cutToBytes('z'.repeat(5000), 300)).toMatchObject({ value: expect.stringMatching(/^z+…$/) });
  });

  it('holds its bound whatever it gets, and changes nothing in place', () => {
    const anything = fc
      .json({ maxDepth: 6, stringUnit: 'binary' })
      .map((text): JsonValue => JSON.parse(text))
      .chain((part) =>
        fc.integer({ min: 1, max: 60 }).map((times): JsonValue => Array.from({ length: times }, () => part)),
      );
    fc.assert(
      fc.property(anything, fc.integer({ min: 200, max: 2000 }), (value, maxBytes) => {
        const before = JSON.stringify(value);
        expect(bytesOf(cutToBytes(value, maxBytes))).toBeLessThanOrEqual(maxBytes);
        expect(JSON.stringify(value)).toBe(before);
      }),
      { numRuns: 300 },
    );
  });

  it('cuts no character in two', () => {
    const cut = cutToBytes({ text: '😀'.repeat(500) }, 400);
    expect(JSON.stringify(cut)).not.toMatch(/\\ud8/i);
  });
});
