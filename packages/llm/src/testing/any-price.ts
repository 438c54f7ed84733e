import fc from 'fast-check';
import { priceOf } from '../catalogue/price.ts';

const rates = fc
  .record({
    input: fc.integer({ min: 0, max: 20_000_000 }),
    output: fc.integer({ min: 0, max: 90_000_000 }),
    reasoning: fc.option(fc.integer({ min: 0, max: 90_000_000 }), { nil: undefined }),
    cachedInput: fc.option(fc.integer({ min: 0, max: 20_000_000 }), { nil: undefined }),
    cacheWrite: fc.option(fc.integer({ min: 0, max: 40_000_000 }), { nil: undefined }),
    cacheWriteHour: fc.option(fc.integer({ min: 0, max: 40_000_000 }), { nil: undefined }),
  })
  .map((micros) => {
    const usd = (value: number | undefined) => (value === undefined ? undefined : value / 1e6);
    return {
      input: micros.input / 1e6,
      output: micros.output / 1e6,
      ...defined({
        reasoning: usd(micros.reasoning),
        cachedInput: usd(micros.cachedInput),
        cacheWrite: usd(micros.cacheWrite),
        cacheWriteHour: usd(micros.cacheWriteHour),
      }),
    };
  });

/** Any price that a vendor might print, down to a pico-USD a token, with fees and up to three lengths. */
export const anyPrice = fc
  .record({
    rates,
    requestUsd: fc.constantFrom(0, 0.005),
    searchUsd: fc.constantFrom(0, 0.0025),
    imageUsd: fc.constantFrom(0, 0.001),
    tiers: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9_000 }), rates), {
      maxLength: 3,
      selector: ([aboveTokens]) => aboveTokens,
    }),
  })
  .map(({ rates: base, tiers, ...fees }) =>
    priceOf({
      ...base,
      ...fees,
      tiers: tiers.map(([aboveTokens, long]) => ({ ...long, aboveTokens })),
      source: 'https://example.com',
      asOf: '2026-11-21',
    }),
  );

function defined(values: Record<string, number | undefined>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
}
