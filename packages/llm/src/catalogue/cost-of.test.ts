import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPrice } from '../testing/any-price.ts';
import { countInput } from '../tokens/count-tokens.ts';
import { affordableOutput, type Billable, costOf, worstCaseOf } from './cost-of.ts';

const count = fc.integer({ min: 0, max: 5_000 });
const used: fc.Arbitrary<Required<Billable>> = fc
  .record({
    input: count,
    output: count,
    shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 }),
    searches: fc.integer({ min: 0, max: 5 }),
    images: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ input, output, shares: [cached = 0, write = 0, hour = 0, reasoning = 0], searches, images }) => {
    const cachedInput = Math.floor(input * cached);
    const cacheWrite = Math.floor((input - cachedInput) * write);
    const cacheWriteHour = Math.floor(cacheWrite * hour);
    return {
      input,
      output,
      cachedInput,
      cacheWrite,
      cacheWriteHour,
      reasoning: Math.floor(output * reasoning),
      searches,
      images,
    };
  });

describe('money', () => {
  it('is whole, never negative, and never passes the worst case of the bounds that a call keeps', () => {
    fc.assert(
      fc.property(anyPrice, used, count, count, (price, call, moreIn, moreOut) => {
        const cost = costOf(price, call);
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeGreaterThanOrEqual(0);
        const { searches, images } = call;
        const bounds = { input: call.input + moreIn, output: call.output + moreOut, searches, images };
        expect(worstCaseOf(price, bounds)).toBeGreaterThanOrEqual(cost);
      }),
      { numRuns: 1_000 },
    );
  });

  it('is the exact sum of its parts in pico-USD, rounded up once', () => {
    fc.assert(
      fc.property(anyPrice, used, (price, call) => {
        const rates = price.long.findLast(({ aboveTokens }) => call.input > aboveTokens) ?? price;
        const parts: [number, number][] = [
          [1, price.requestPicoUsd],
          [call.searches, price.searchPicoUsd],
          [call.images, price.imagePicoUsd],
          [call.input - call.cachedInput - call.cacheWrite, rates.inputPicoUsd],
          [call.cachedInput, rates.cachedInputPicoUsd],
          [call.cacheWrite - call.cacheWriteHour, rates.cacheWritePicoUsd],
          [call.cacheWriteHour, rates.cacheWriteHourPicoUsd],
          [call.output - call.reasoning, rates.outputPicoUsd],
          [call.reasoning, rates.reasoningPicoUsd],
        ];
        const exact = parts.reduce((sum, [times, pico]) => sum + BigInt(times) * BigInt(pico), 0n);
        expect(BigInt(costOf(price, call))).toBe((exact + 999n) / 1000n);
      }),
      { numRuns: 1_000 },
    );
  });

  it('never lets an impossible count be billed twice', () => {
    fc.assert(
      fc.property(
        anyPrice,
        count,
        count,
        fc.array(fc.integer({ min: 0, max: 20_000 }), { minLength: 4, maxLength: 4 }),
        (price, input, output, [cachedInput = 0, cacheWrite = 0, cacheWriteHour = 0, reasoning = 0]) => {
          const call = { input, output, cachedInput, cacheWrite, cacheWriteHour, reasoning };
          expect(costOf(price, call)).toBeLessThanOrEqual(worstCaseOf(price, { input, output }));
        },
      ),
    );
  });

  it('affords exactly as much output as the sum pays for', () => {
    fc.assert(
      fc.property(anyPrice, count, fc.integer({ min: 0, max: 200_000_000 }), (price, input, sum) => {
        const output = affordableOutput(price, { input, output: 0 }, sum);
        if (output === -1) expect(worstCaseOf(price, { input, output: 0 })).toBeGreaterThan(sum);
        else if (output === Infinity)
          expect(worstCaseOf(price, { input, output: 1e6 })).toBeLessThanOrEqual(sum);
        else {
          expect(worstCaseOf(price, { input, output })).toBeLessThanOrEqual(sum);
          expect(worstCaseOf(price, { input, output: output + 1 })).toBeGreaterThanOrEqual(sum);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('the count before a call', () => {
  it('bounds what any byte-level tokenizer makes of a text', () => {
    fc.assert(
      fc.property(fc.uint16Array({ maxLength: 300 }), (units) => {
        const text = String.fromCharCode(...units);
        const { expected, atMost } = countInput({ messages: [{ role: 'user', content: text }], tools: [] });
        expect(atMost).toBeGreaterThanOrEqual(Buffer.byteLength(text));
        expect(atMost).toBeGreaterThanOrEqual(expected);
      }),
    );
  });
});
