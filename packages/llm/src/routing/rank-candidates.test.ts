import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anthropicModels } from '../catalogue/anthropic-models.ts';
import type { CatalogueModel } from '../catalogue/catalogue-model.ts';
import { describeModel } from '../catalogue/catalogue-model.ts';
import { costOf, worstCaseOf } from '../catalogue/cost-of.ts';
import { openaiModels } from '../catalogue/openai-models.ts';
import { perplexityModels } from '../catalogue/perplexity-models.ts';
import { priceOf } from '../catalogue/price.ts';
import type { ModelRequest, ModelTask } from '../model-port.ts';
import type { Provider } from '../providers/provider.ts';
import { requestOf, weather } from '../testing/ask.ts';
import { countInput } from '../tokens/count-tokens.ts';
import { rankCandidates, tierOf } from './rank-candidates.ts';

const source = 'https://example.com';
const providerOf = (models: readonly CatalogueModel[], id: string, configured: boolean): Provider => ({
  id,
  configured,
  variable: `${id.toUpperCase()}_KEY`,
  models: async () => models,
  knownModels: () => models,
  open: async () => (async function* () {})(),
});

const price = fc
  .record({
    input: fc.integer({ min: 0, max: 20_000 }),
    output: fc.integer({ min: 0, max: 90_000 }),
    requestUsd: fc.constantFrom(0, 0.005),
    long: fc.option(
      fc.record({
        aboveTokens: fc.integer({ min: 1, max: 4_000 }),
        inputTimes: fc.integer({ min: 1, max: 5 }),
        outputTimes: fc.integer({ min: 1, max: 5 }),
      }),
      { nil: undefined },
    ),
  })
  .map(({ input, output, requestUsd, long }) =>
    priceOf({
      input: input / 1000,
      output: output / 1000,
      cachedInput: input / 10_000,
      requestUsd,
      ...(long === undefined ? {} : { long }),
      source,
      asOf: '2026-11-21',
    }),
  );

const model = (provider: string) =>
  fc
    .record({
      name: fc.stringMatching(/^[a-z]{1,6}$/),
      tier: fc.constantFrom(1 as const, 2 as const, 3 as const),
      tools: fc.boolean(),
      structuredOutput: fc.boolean(),
      contextTokens: fc.integer({ min: 100, max: 200_000 }),
      maxOutputTokens: fc.integer({ min: 1, max: 50_000 }),
      addedInputTokens: fc.constantFrom(0, 16_000),
      price: fc.option(price, { nil: null }),
    })
    .map((traits) => describeModel({ provider, title: traits.name, ...traits }));

const offers = fc
  .tuple(
    fc.uniqueArray(model('a'), { maxLength: 6, selector: ({ id }) => id }),
    fc.uniqueArray(model('b'), { maxLength: 6, selector: ({ id }) => id }),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([a, b, aIsThere, bIsThere]) => [
    { provider: providerOf(a, 'a', aIsThere), models: a },
    { provider: providerOf(b, 'b', bIsThere), models: b },
  ]);

const request: fc.Arbitrary<ModelRequest> = fc
  .record({
    task: fc.constantFrom(...(Object.keys(tierOf) as ModelTask[])),
    withTools: fc.boolean(),
    withSchema: fc.boolean(),
    text: fc.string({ maxLength: 3_000, unit: 'grapheme' }),
    maxOutputTokens: fc.integer({ min: 1, max: 20_000 }),
    maxCostNanoUsd: fc.integer({ min: 0, max: 500_000_000 }),
  })
  .map(({ withTools, withSchema, text, ...rest }) =>
    requestOf({
      ...rest,
      tools: withTools ? [weather] : [],
      messages: [{ role: 'user', content: text }],
      ...(withSchema ? { outputSchema: { type: 'object' } } : {}),
    }),
  );

describe('ranking', () => {
  it('chooses only what is configured, capable and within the ceiling, and nothing cheaper was left out', () => {
    fc.assert(
      fc.property(request, offers, (asked, offered) => {
        const { candidates, table } = rankCandidates(asked, offered);
        const all = offered.flatMap(({ models }) => models);
        expect(table).toHaveLength(all.length);
        for (const { model: chosen, provider, worstNanoUsd, maxOutputTokens } of candidates) {
          expect(provider.configured).toBe(true);
          expect(worstNanoUsd).toBeLessThanOrEqual(asked.maxCostNanoUsd);
          expect(maxOutputTokens).toBeGreaterThan(0);
          expect(maxOutputTokens).toBeLessThanOrEqual(
            Math.min(asked.maxOutputTokens, chosen.maxOutputTokens),
          );
          if (asked.tools.length > 0) expect(chosen.tools).toBe(true);
        }
        const whole = candidates.filter(
          ({ model: one, maxOutputTokens }) =>
            one.tier >= tierOf[asked.task] &&
            (asked.outputSchema === undefined || one.structuredOutput) &&
            maxOutputTokens === Math.min(asked.maxOutputTokens, one.maxOutputTokens),
        );
        const first = candidates[0];
        if (whole.length > 0) {
          expect(first?.expectedNanoUsd).toBe(
            Math.min(...whole.map(({ expectedNanoUsd }) => expectedNanoUsd)),
          );
        }
        expect(table.filter(({ rank }) => rank !== null).map(({ model: id }) => id)).toEqual(
          candidates.map(({ model: { id } }) => id),
        );
        for (const { rank, dropped } of table) expect(rank === null).toBe(dropped !== null);
      }),
      { numRuns: 300 },
    );
  });

  it('holds every real price in whole nano-dollars, with its source and date', () => {
    for (const { id, price: named } of [...openaiModels, ...anthropicModels, ...perplexityModels]) {
      const numbers = [
        named?.inputNanoUsd,
        named?.outputNanoUsd,
        named?.cachedInputNanoUsd,
        named?.requestNanoUsd,
      ];
      if (named?.long)
        numbers.push(named.long.inputNanoUsd, named.long.outputNanoUsd, named.long.cachedInputNanoUsd);
      for (const number of numbers) expect(Number.isSafeInteger(number), id).toBe(true);
      expect(named?.source, id).toMatch(/^https:\/\//);
      expect(named?.asOf, id).toMatch(/^2026-\d\d-\d\d$/);
    }
  });
});

describe('money', () => {
  const count = fc.integer({ min: 0, max: 5_000 });

  it('adds up exactly, call by call, within one length class', () => {
    fc.assert(
      fc.property(price, count, count, count, count, (of, i1, o1, i2, o2) => {
        const flat = { ...of, long: null, requestNanoUsd: 0 };
        const cost = (input: number, output: number) => costOf(flat, { input, output, cachedInput: 0 });
        expect(cost(i1, o1) + cost(i2, o2)).toBe(cost(i1 + i2, o1 + o2));
      }),
    );
  });

  it('is never negative, grows with every token, and never passes the worst case that was reserved', () => {
    fc.assert(
      fc.property(price, count, count, count, count, count, (of, input, more, output, moreOut, cached) => {
        const cost = costOf(of, { input, output, cachedInput: cached });
        expect(Number.isSafeInteger(cost)).toBe(true);
        expect(cost).toBeGreaterThanOrEqual(0);
        expect(
          costOf(of, { input: input + more, output: output + moreOut, cachedInput: Math.min(cached, input) }),
        ).toBeGreaterThanOrEqual(costOf(of, { input, output, cachedInput: Math.min(cached, input) }));
        expect(worstCaseOf(of, input + more, output + moreOut)).toBeGreaterThanOrEqual(cost);
      }),
    );
  });

  it('counts an upper bound of input that no byte-level tokenizer passes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const { expected, atMost } = countInput({ messages: [{ role: 'user', content: text }], tools: [] });
        expect(atMost).toBeGreaterThanOrEqual(Buffer.byteLength(text));
        expect(atMost).toBeGreaterThanOrEqual(expected);
      }),
    );
  });
});
