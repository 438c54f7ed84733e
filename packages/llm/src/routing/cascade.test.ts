import { describe, expect, it } from 'vitest';
import { type CatalogueModel, describeModel, type Tier } from '../catalogue/catalogue-model.ts';
import { priceOf } from '../catalogue/price.ts';
import type { ModelRequest } from '../model-port.ts';
import { requestOf } from '../testing/ask.ts';
import { rankCandidates } from './rank-candidates.ts';

const model = (name: string, tier: Tier, usd: number): CatalogueModel =>
  describeModel({
    provider: 'a',
    name,
    title: name,
    tier,
    contextTokens: 100_000,
    maxOutputTokens: 10_000,
    price: priceOf({ input: usd, output: usd, source: 'https://example.com', asOf: '2026-11-21' }),
  });

const models = [
  model('small', 1, 0.1),
  model('smaller', 1, 0.2),
  model('middle', 2, 0.5),
  model('large', 3, 1),
  model('largest', 3, 5),
];

function order(change: Partial<ModelRequest>): string[] {
  const { candidates } = rankCandidates(requestOf({ task: 'complex_reasoning', ...change }), {
    offers: [
      {
        provider: { id: 'a', title: 'A', variable: 'A_KEY' },
        models,
        payer: 'platform',
        region: null,
      },
    ],
    healthOf: () => 'closed',
    latencyOf: () => null,
  });
  return candidates.map(({ model: { name } }) => name);
}

describe('a cascade', () => {
  it('begins with the cheapest, whatever the task; without one the task decides', () => {
    expect(order({ refused: [] })[0]).toBe('small');
    expect(order({})[0]).toBe('large');
  });

  it('goes one tier above the best that was refused, and comes back to a refused one last of all', () => {
    expect(order({ refused: ['a/small'] })).toEqual(['middle', 'large', 'largest', 'smaller', 'small']);
    expect(order({ refused: ['a/small', 'a/middle'] }).slice(0, 2)).toEqual(['large', 'largest']);
    expect(order({ refused: ['a/small', 'a/middle', 'a/large'] })[0]).toBe('largest');
  });

  it('is never without a model, even when all were refused', () => {
    const refused = models.map(({ id }) => id);
    expect(order({ refused })).toHaveLength(models.length);
  });

  it('keeps the order of pins, with refused ones behind', () => {
    const use = ['a/large', 'a/small', 'a/middle'];
    expect(order({ use, refused: [] })).toEqual(['large', 'small', 'middle']);
    expect(order({ use, refused: ['a/large'] })).toEqual(['small', 'middle', 'large']);
  });

  it('climbs by a model that is no longer offered as from the bottom', () => {
    expect(order({ refused: ['b/gone'] })[0]).toBe('small');
  });
});
