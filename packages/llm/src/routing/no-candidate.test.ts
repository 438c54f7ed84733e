import { describe, expect, it } from 'vitest';
import { type CatalogueModel, describeModel } from '../catalogue/catalogue-model.ts';
import { priceOf } from '../catalogue/price.ts';
import type { Cap, ModelRequest } from '../model-port.ts';
import type { Conditions, Offer } from './candidate.ts';
import { noCandidate } from './no-candidate.ts';
import { rankCandidates } from './rank-candidates.ts';

const dear = priceOf({ input: 0, output: 1_000, source: 'https://example.com', asOf: '2026-11-21' });

function refused(
  model: Partial<CatalogueModel> | null,
  request: Partial<ModelRequest> = {},
  conditions: Partial<Conditions> = {},
  offer: Partial<Offer> = {},
) {
  const described = describeModel({
    provider: 'acme',
    name: 'one',
    title: 'One',
    tier: 1,
    contextTokens: 10_000,
    maxOutputTokens: 1_000,
    price: dear,
    ...model,
  });
  const offers: Offer[] = [
    {
      provider: { id: 'acme', title: 'Acme', variable: 'ACME_API_KEY' },
      models: model === null ? [] : [described],
      payer: 'platform',
      region: null,
      ...offer,
    },
  ];
  const asked: ModelRequest = {
    task: 'simple_query',
    messages: [{ role: 'user', content: 'How are you?' }],
    tools: [],
    maxOutputTokens: 1_000,
    use: [],
    maxCostNanoUsd: null,
    ...request,
  };
  const route = rankCandidates(asked, {
    offers,
    healthOf: () => 'closed',
    latencyOf: () => null,
    ...conditions,
  });
  expect(route.candidates).toEqual([]);
  const { code, message } = noCandidate(asked, route, offers);
  return `${code}: ${message}`;
}

const caps = (by: Cap['by']) => ({ caps: [{ nanoUsd: 1_000_000, by }] });
const tool = { name: 'look', description: 'Looks.', parameters: {} };

describe('without a candidate, the refusal says what to set or change', () => {
  it.each([
    [
      'the ceiling of the request',
      refused({}, { maxCostNanoUsd: 1_000_000 }),
      'cost_ceiling: This call may cost $0.001000, but the cheapest model that can serve it (acme/one) may cost ' +
        'up to $1.000000. Raise limits.maxCostUsd or lower limits.maxOutputTokens.',
    ],
    [
      'the plan’s cap',
      refused({}, {}, caps('plan')),
      'cost_ceiling: On this plan a call may cost $0.001000, but the cheapest model that can serve it (acme/one) ' +
        'may cost up to $1.000000. Change the plan, add a provider key of your own, or lower limits.maxOutputTokens.',
    ],
    [
      'the team’s cap',
      refused({}, {}, caps('team')),
      /By the team’s policy .* Raise the cost per call in the team’s/,
    ],
    ['the key’s cap', refused({}, {}, caps('key')), /With this API key .* Raise the key’s cost per call/],
    [
      'a policy',
      refused({}, {}, { allowModels: ['openai/*'] }),
      /acme\/one: the team's policy does not allow it. Allow one of them in the team’s model policy/,
    ],
    ['a switched-off model', refused({}, {}, { denyModels: ['acme/*'] }), /the team has switched it off/],
    [
      'an unknown region',
      refused({}, {}, { regions: ['eu'] }),
      /where it is served is not known, and only eu is allowed. .*<VENDOR>_REGION/,
    ],
    [
      'another region',
      refused({}, {}, { regions: ['eu', 'ch'] }, { region: 'us' }),
      /it is served from us, and only eu or ch is allowed/,
    ],
    [
      'tools',
      refused({ tools: false }, { tools: [tool] }),
      /it cannot call tools. Pin a model that can call tools/,
    ],
    [
      'images',
      refused(
        {},
        { messages: [{ role: 'user', content: [{ type: 'image_url', url: 'https://example.com/a.png' }] }] },
      ),
      /it cannot see images. Pin a model that can see images/,
    ],
    [
      'length',
      refused({ contextTokens: 50 }),
      /the input of about \d+ tokens does not fit its 50. Shorten the input/,
    ],
    [
      'an unknown price',
      refused({ price: null }, { use: ['acme/one'], maxCostNanoUsd: 5 }),
      /its price is unknown, so no ceiling can hold it. Give its price/,
    ],
    [
      'health',
      refused({}, {}, { healthOf: () => 'open' }),
      /failed several times in a row .* Try again in a minute/,
    ],
    [
      'a pin that is not configured',
      refused({}, { use: ['acme/one'] }, {}, { payer: null }),
      'no_model_available: None of the pinned models is available. acme/one: set ACME_API_KEY to use it.',
    ],
    [
      'a pin that does not exist',
      refused({}, { use: ['acme/two'] }),
      /acme\/two: acme offers no model of this name/,
    ],
    ['a pin of nobody', refused({}, { use: ['nobody/two'] }), /nobody\/two: there is no provider "nobody"/],
    ['a silent provider', refused(null), /acme \(ACME_API_KEY\) does not answer/],
    [
      'nothing at all',
      refused(null, {}, {}, { payer: null }),
      /Set a provider key, for example OPENAI_API_KEY/,
    ],
  ])('%s', (_, said, expected) => {
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });

  it('names the first few of many and counts the rest', () => {
    const models = Array.from({ length: 8 }, (_, at) =>
      describeModel({
        provider: 'acme',
        name: `m${at}`,
        title: 'M',
        tier: 1,
        tools: false,
        contextTokens: 10_000,
        maxOutputTokens: 1_000,
        price: dear,
      }),
    );
    const said = refused({}, { tools: [tool] }, {}, { models });
    expect(said.match(/acme\/m\d/g)).toHaveLength(5);
    expect(said).toContain('; and 3 more.');
  });
});
