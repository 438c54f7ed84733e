import { calcPrice } from '@pydantic/genai-prices';
import { describe, expect, it } from 'vitest';
import { catalogueOf, catalogueVendors } from './catalogue-of.ts';
import { costOf } from './cost-of.ts';
import { readTable } from './tables/read-table.ts';
import { tableVendors } from './tables/table-vendors.ts';

const on = Date.parse('2026-11-21');
const all = catalogueVendors.flatMap((vendor) => catalogueOf(vendor, on));

describe('the catalogue', () => {
  it('names each model once, by vendor and name', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    for (const { id, provider, name } of all) expect(id).toBe(`${provider}/${name}`);
    expect(Object.keys(tableVendors).sort()).toEqual([...catalogueVendors].sort());
  });

  it('has a price of every model in whole pico-USD, with its source and day', () => {
    for (const { id, price } of all) {
      if (price === null) throw new Error(`${id} has no price`);
      for (const rates of [price, ...price.long]) {
        for (const [key, value] of Object.entries(rates)) {
          if (key.endsWith('PicoUsd'))
            expect(Number.isSafeInteger(value) && value >= 0, `${id} ${key}`).toBe(true);
        }
      }
      expect(price.source, id).toMatch(/^https:\/\//);
      expect(price.asOf, id).toMatch(/^2026-\d\d-\d\d$/);
    }
  });

  it('chooses of its own accord only what is described', () => {
    for (const vendor of catalogueVendors) {
      const models = catalogueOf(vendor, on);
      expect(
        models.some(({ pinOnly }) => !pinOnly),
        vendor,
      ).toBe(true);
      for (const model of models.filter(({ pinOnly }) => pinOnly)) {
        expect([model.tier, model.structuredOutput, model.effort], model.id).toEqual([1, false, false]);
      }
    }
  });

  it('leaves room for input in what a model may write', () => {
    for (const { id, contextTokens, maxOutputTokens } of all) {
      expect(maxOutputTokens, id).toBeGreaterThan(0);
      expect(maxOutputTokens, id).toBeLessThanOrEqual(contextTokens);
    }
  });

  it('gives the same list until a dated price changes', () => {
    expect(catalogueOf('gemini', on)).toBe(catalogueOf('gemini', on + 1_000));
    const before = catalogueOf('gemini', Date.parse('2026-12-31T23:59:59Z'));
    expect(catalogueOf('gemini', Date.parse('2027-01-01'))).not.toBe(before);
  });
});

describe('the tables', () => {
  const calls = [
    { input: 1_000, output: 100 },
    { input: 50_000, output: 2_000, cachedInput: 40_000 },
    { input: 300_000, output: 5_000, cachedInput: 1_000 },
  ];

  it.each(catalogueVendors)('price %s as the data that they were made from does', (vendor) => {
    const provider = tableVendors[vendor]?.id ?? vendor;
    let compared = 0;
    for (const { name, price } of readTable(vendor, '2026-11-21')) {
      for (const call of calls) {
        const asked = {
          input_tokens: call.input,
          output_tokens: call.output,
          cache_read_tokens: call.cachedInput ?? 0,
        };
        const theirs = calcPrice(asked, name, { providerId: provider, timestamp: new Date(on) });
        // The data bills a request's fee apart from its tokens, and looks some names up by another pattern first.
        if (theirs === null || price.requestPicoUsd > 0) continue;
        compared += 1;
        const ours = costOf(price, call) / 1e9;
        expect(Math.abs(ours - theirs.total_price), `${name} ${JSON.stringify(call)}`).toBeLessThan(1.1e-9);
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});
