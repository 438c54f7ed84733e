import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CatalogueModel, describeModel, type Tier } from '../catalogue/catalogue-model.ts';
import { costOf, worstCaseOf } from '../catalogue/cost-of.ts';
import { priceOf } from '../catalogue/price.ts';
import { type Cap, type ModelRequest, modelTasks, type UserContent } from '../model-port.ts';
import { anyPrice } from '../testing/any-price.ts';
import type { Candidate, Conditions, Offer, Route } from './candidate.ts';
import { rankCandidates } from './rank-candidates.ts';
import { tierOf } from './task-traits.ts';

const weather = { name: 'weather', description: 'Tells the weather.', parameters: { type: 'object' } };
const picture = { type: 'image' as const, mediaType: 'image/png', data: 'AAAA' };

const asking = (change: Partial<ModelRequest> = {}): ModelRequest => ({
  task: 'simple_query',
  messages: [{ role: 'user', content: 'How are you?' }],
  tools: [],
  maxOutputTokens: 500,
  use: [],
  maxCostNanoUsd: 1_000_000_000,
  ...change,
});

const oneModel = (provider: string, name: string, traits: Partial<CatalogueModel> = {}) =>
  describeModel({
    provider,
    name,
    title: name,
    tier: 3,
    contextTokens: 100_000,
    maxOutputTokens: 10_000,
    price: priceOf({ input: 1, output: 2, source: 'https://example.com', asOf: '2026-11-21' }),
    ...traits,
  });

const offerOf = (id: string, models: readonly CatalogueModel[], rest: Partial<Offer> = {}): Offer => ({
  provider: { id, title: id.toUpperCase(), variable: `${id.toUpperCase()}_KEY` },
  models,
  payer: 'platform',
  region: null,
  ...rest,
});

const under = (offers: readonly Offer[], rest: Partial<Conditions> = {}): Conditions => ({
  offers,
  healthOf: () => 'closed',
  latencyOf: () => null,
  ...rest,
});

/** The first mostly, so that enough models stay in play for their order to matter. */
const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const anyModel = (provider: string) =>
  fc
    .record({
      name: fc.stringMatching(/^[a-z]{1,6}$/),
      tier: fc.constantFrom<Tier>(1, 2, 3),
      pinOnly: often(false, true),
      tools: often(true, false),
      vision: often(true, false),
      structuredOutput: fc.boolean(),
      contextTokens: fc.integer({ min: 100, max: 200_000 }),
      maxOutputTokens: fc.integer({ min: 1, max: 50_000 }),
      addedInputTokens: fc.constantFrom(0, 16_000),
      addedSearches: fc.constantFrom(0, 3),
      price: fc.option(anyPrice, { nil: null, freq: 9 }),
    })
    .map((traits) => describeModel({ provider, title: traits.name, ...traits }));

const anyOffer = (id: string) =>
  fc
    .record({
      models: fc.uniqueArray(anyModel(id), { maxLength: 6, selector: (model) => model.id }),
      payer: often<Offer['payer']>('platform', 'team', null),
      region: fc.constantFrom('eu', 'us', null),
    })
    .map(({ models, ...rest }) => offerOf(id, models, rest));

const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, arbitrary);

const anyConditions = fc
  .record({
    offers: fc.tuple(anyOffer('a'), anyOffer('b'), anyOffer('offline')),
    allowModels: rarely(fc.subarray(['a/*', 'b/*', 'offline/*', '*e*'], { minLength: 1 })),
    regions: rarely(fc.subarray(['eu', 'us'], { minLength: 1 })),
    caps: fc.array(
      fc.record({
        nanoUsd: fc.oneof(fc.integer({ min: 0, max: 90_000_000 }), fc.constant(50_000_000_000)),
        by: fc.constantFrom<Cap['by']>('plan', 'team', 'key'),
      }),
      { maxLength: 3 },
    ),
    seed: fc.nat(),
  })
  .map(({ allowModels, regions, seed, ...rest }): Conditions => {
    const at = (id: string) => (seed ^ [...id].reduce((sum, char) => sum * 31 + char.charCodeAt(0), 7)) >>> 0;
    return {
      ...rest,
      ...(allowModels === undefined ? {} : { allowModels }),
      ...(regions === undefined ? {} : { regions }),
      healthOf: (_, id) =>
        (['closed', 'closed', 'closed', 'closed', 'half_open', 'open'] as const)[at(id) % 6] ?? 'closed',
      latencyOf: (_, id) => [null, 100, 300][at(id) % 3] ?? null,
    };
  });

const anyRequest = (pins: readonly string[]) =>
  fc
    .record({
      task: fc.constantFrom(...modelTasks, 'auto' as const),
      withTools: fc.boolean(),
      withSchema: fc.boolean(),
      withImage: fc.boolean(),
      text: fc.string({ maxLength: 3_000, unit: 'grapheme' }),
      maxOutputTokens: fc.integer({ min: 1, max: 20_000 }),
      maxCostNanoUsd: fc.option(
        fc.oneof(fc.integer({ min: 0, max: 500_000_000 }), fc.constant(100_000_000_000)),
        { nil: null },
      ),
      use: fc.oneof(
        { weight: 4, arbitrary: fc.constant<string[]>([]) },
        fc.shuffledSubarray([...pins, 'a/none']),
      ),
    })
    .map(({ withTools, withSchema, withImage, text, ...rest }) => {
      const content: UserContent = withImage ? [{ type: 'text', text }, picture] : text;
      return asking({
        ...rest,
        tools: withTools ? [weather] : [],
        messages: [{ role: 'user', content }],
        ...(withSchema ? { outputSchema: { type: 'object' } } : {}),
      });
    });

const anyCase = anyConditions.chain((conditions) =>
  fc.record({
    conditions: fc.constant(conditions),
    request: anyRequest(conditions.offers.flatMap(({ models }) => models.map(({ id }) => id))),
  }),
);

/** The bound that a candidate must keep, said independently of the code under test. */
function boundOf({ payer }: Candidate, request: ModelRequest, { caps = [] }: Conditions): number {
  const held = caps.filter(({ by }) => by !== 'plan' || payer === 'platform').map(({ nanoUsd }) => nanoUsd);
  return Math.min(request.maxCostNanoUsd ?? Infinity, ...held);
}

const holdsImage = ({ messages }: ModelRequest) =>
  messages.some(({ role, content }) => role === 'user' && typeof content !== 'string' && content.length > 1);

const wholeFit = ({ model, maxOutputTokens }: Candidate, request: ModelRequest, { task }: Route) =>
  model.tier >= tierOf[task] &&
  (request.outputSchema === undefined || model.structuredOutput) &&
  maxOutputTokens === Math.min(request.maxOutputTokens, model.maxOutputTokens);

describe('ranking, whatever is asked and offered', () => {
  const holds = (law: (request: ModelRequest, conditions: Conditions, route: Route) => void) =>
    fc.assert(
      fc.property(anyCase, ({ request, conditions }) =>
        law(request, conditions, rankCandidates(request, conditions)),
      ),
      { numRuns: 500 },
    );

  it('chooses only what is allowed, paid for, capable and sound', () => {
    holds((request, conditions, { candidates }) => {
      for (const { model, provider, payer, region } of candidates) {
        const offer = conditions.offers.find((one) => one.provider.id === provider.id);
        expect(offer?.payer).toBe(payer);
        expect(conditions.healthOf(provider.id, model.id, region)).not.toBe('open');
        if (conditions.regions) expect(conditions.regions).toContain(region);
        if (request.tools.length > 0) expect(model.tools).toBe(true);
        if (holdsImage(request)) expect(model.vision).toBe(true);
        if (request.use.length > 0) expect(request.use).toContain(model.id);
        else expect(model.pinOnly).toBe(false);
        const allowed = conditions.allowModels;
        if (allowed !== undefined && !allowed.includes('*e*')) expect(allowed).toContain(`${provider.id}/*`);
      }
    });
  });

  it('keeps every bound on the price, and takes an unknown price by a pin without any bound alone', () => {
    holds((request, conditions, { candidates, inputTokens }) => {
      for (const candidate of candidates) {
        const { model, worstNanoUsd, expectedNanoUsd, maxOutputTokens } = candidate;
        expect(maxOutputTokens).toBeGreaterThan(0);
        expect(maxOutputTokens).toBeLessThanOrEqual(Math.min(request.maxOutputTokens, model.maxOutputTokens));
        const bound = boundOf(candidate, request, conditions);
        if (model.price === null) {
          expect([bound, worstNanoUsd, expectedNanoUsd]).toEqual([Infinity, null, null]);
          expect(request.use).toContain(model.id);
          continue;
        }
        const most = { input: inputTokens.atMost + model.addedInputTokens, output: maxOutputTokens };
        const images = holdsImage(request) ? 1 : 0;
        expect(worstNanoUsd).toBe(
          worstCaseOf(model.price, { ...most, images, searches: model.addedSearches }),
        );
        expect(worstNanoUsd).toBeLessThanOrEqual(bound);
        expect(expectedNanoUsd).toBeLessThanOrEqual(worstNanoUsd ?? -1);
      }
    });
  });

  it('leaves no cheaper sound model of the same fit behind the chosen one', () => {
    holds((request, conditions, route) => {
      if (request.use.length > 0) return;
      const whole = route.candidates.filter((candidate) => wholeFit(candidate, request, route));
      if (whole.length > 0) expect(wholeFit(route.candidates[0] as Candidate, request, route)).toBe(true);
      const health = ({ provider, model, region }: Candidate) =>
        conditions.healthOf(provider.id, model.id, region);
      const sound = whole.filter((candidate) => health(candidate) === 'closed');
      if (sound.length === 0) return;
      const first = route.candidates[0] as Candidate;
      expect(health(first)).toBe('closed');
      const price = Math.min(...sound.map(({ expectedNanoUsd }) => expectedNanoUsd as number));
      expect(first.expectedNanoUsd).toBe(price);
      const latency = ({ provider, model, region }: Candidate) =>
        conditions.latencyOf(provider.id, model.id, region) ?? 0;
      const tied = sound.filter(({ expectedNanoUsd }) => expectedNanoUsd === price);
      expect(latency(first)).toBe(Math.min(...tied.map(latency)));
    });
  });

  it('keeps the order of the pins', () => {
    holds(({ use }, _, { candidates }) => {
      if (use.length === 0) return;
      const places = candidates.map(({ model }) => use.indexOf(model.id));
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });
  });

  it('shows every offered model exactly once, ranked as chosen or with the reason why not', () => {
    holds((_, { offers }, { candidates, table }) => {
      const offered = offers.flatMap(({ models }) => models.map(({ id }) => id));
      expect(table.map(({ model }) => model).sort()).toEqual(offered.sort());
      const ranked = table.filter(({ rank }) => rank !== null);
      expect(ranked.map(({ model }) => model)).toEqual(candidates.map(({ model: { id } }) => id));
      expect(ranked.map(({ rank }) => rank)).toEqual(candidates.map((_candidate, rank) => rank));
      for (const { rank, dropped } of table) {
        expect(rank === null).toBe(dropped !== null);
        if (dropped !== null) expect(dropped.reason).not.toMatch(/undefined|NaN|null|Infinity/);
      }
    });
  });

  it('drops nothing that could have served', () => {
    holds((request, conditions, { table, inputTokens }) => {
      for (const verdict of table) {
        if (verdict.dropped === null) continue;
        const offer = conditions.offers.find(({ provider }) => provider.id === verdict.provider);
        const model = offer?.models.find(({ id }) => id === verdict.model);
        if (offer === undefined || model === undefined) throw new Error('an unknown model in the table');
        const reasons = {
          not_pinned: request.use.length > 0 ? !request.use.includes(model.id) : model.pinOnly,
          not_allowed: conditions.allowModels !== undefined,
          not_configured: offer.payer === null,
          not_needed: offer.provider.id === 'offline',
          wrong_region: conditions.regions !== undefined && !conditions.regions.includes(offer.region ?? ''),
          no_tools: request.tools.length > 0 && !model.tools,
          no_vision: holdsImage(request) && !model.vision,
          context_too_small:
            model.contextTokens < inputTokens.expected + Math.min(128, request.maxOutputTokens),
          price_unknown: model.price === null,
          over_ceiling: (verdict.worstNanoUsd ?? 0) > (request.maxCostNanoUsd ?? Infinity),
          over_cap: (conditions.caps ?? []).some(({ nanoUsd }) => (verdict.worstNanoUsd ?? 0) > nanoUsd),
          unhealthy: verdict.health === 'open',
        };
        expect(reasons[verdict.dropped.code], verdict.dropped.code).toBe(true);
      }
    });
  });
});

describe('ranking', () => {
  const ids = (route: Route) => route.candidates.map(({ model }) => model.id);
  const reasonOf = (route: Route, id: string) => route.table.find(({ model }) => model === id)?.dropped;

  it('takes the faster of two that cost the same, and measures what was never measured', () => {
    const models = [oneModel('a', 'x'), oneModel('a', 'y'), oneModel('a', 'z')];
    const latency: Record<string, number> = { 'a/x': 300, 'a/y': 200 };
    const route = rankCandidates(
      asking(),
      under([offerOf('a', models)], { latencyOf: (_, id) => latency[id] ?? null }),
    );
    expect(ids(route)).toEqual(['a/z', 'a/y', 'a/x']);
  });

  it('names the tightest cap and whose it is', () => {
    const dear = oneModel('a', 'x', {
      price: priceOf({ input: 1, output: 9_000, source: 'https://example.com', asOf: '2026-11-21' }),
    });
    const caps = [
      { nanoUsd: 5_000_000, by: 'team' as const },
      { nanoUsd: 1_000_000, by: 'plan' as const },
    ];
    const route = rankCandidates(asking(), under([offerOf('a', [dear])], { caps }));
    expect(route.bound).toEqual({ nanoUsd: 1_000_000, by: 'plan' });
    expect(reasonOf(route, 'a/x')).toEqual({
      code: 'over_cap',
      reason: 'its worst case of $4.500092 costs more than the plan allows a call ($0.001000)',
    });
  });

  it('holds a plan’s cap against what the platform pays and not against a team’s own key', () => {
    const models = [oneModel('a', 'x')];
    const caps = [{ nanoUsd: 1, by: 'plan' as const }];
    expect(ids(rankCandidates(asking(), under([offerOf('a', models)], { caps })))).toEqual([]);
    const own = under([offerOf('a', models, { payer: 'team' })], { caps });
    expect(ids(rankCandidates(asking(), own))).toEqual(['a/x']);
  });

  it('shortens the answer where that keeps the bound, behind whole answers', () => {
    const dear = oneModel('a', 'dear', {
      price: priceOf({ input: 0, output: 10, source: 'https://example.com', asOf: '2026-11-21' }),
    });
    const route = rankCandidates(
      asking({ maxCostNanoUsd: 2_000_000, maxOutputTokens: 1_000 }),
      under([offerOf('a', [dear])]),
    );
    expect(route.candidates[0]?.maxOutputTokens).toBe(200);
    expect(
      costOf(dear.price ?? priceOf({ input: 0, output: 0, source: '', asOf: '' }), { input: 0, output: 200 }),
    ).toBe(2_000_000);
  });

  it('uses an undescribed model where it is pinned, and not of its own accord', () => {
    const models = [oneModel('a', 'x', { pinOnly: true })];
    const conditions = under([offerOf('a', models)]);
    expect(ids(rankCandidates(asking(), conditions))).toEqual([]);
    expect(ids(rankCandidates(asking({ use: ['a/x'] }), conditions))).toEqual(['a/x']);
  });

  it('takes a pinned date for the state of a model that it is, which a switched-off model switches off', () => {
    const conditions = under([offerOf('a', [oneModel('a', 'x')])]);
    const request = asking({ use: ['a/x-20250929'] });
    const { candidates, table } = rankCandidates(request, conditions);
    expect(candidates.map(({ model }) => [model.id, model.name])).toEqual([['a/x-20250929', 'x-20250929']]);
    expect(table.map(({ model, rank }) => [model, rank])).toEqual([
      ['a/x-20250929', 0],
      ['a/x', null],
    ]);
    expect(ids(rankCandidates(request, { ...conditions, denyModels: ['a/x'] }))).toEqual([]);
  });

  it('leaves out what the team switched off, pinned or not', () => {
    const conditions = under([offerOf('a', [oneModel('a', 'x'), oneModel('a', 'y')])], {
      denyModels: ['a/x'],
    });
    expect(ids(rankCandidates(asking(), conditions))).toEqual(['a/y']);
    const pinned = rankCandidates(asking({ use: ['a/x'] }), conditions);
    expect(reasonOf(pinned, 'a/x')).toEqual({ code: 'not_allowed', reason: 'the team has switched it off' });
  });

  it('takes an unknown price by a pin without any bound', () => {
    const conditions = under([offerOf('a', [oneModel('a', 'x', { price: null })])]);
    const pinned = { use: ['a/x'], maxCostNanoUsd: null };
    expect(ids(rankCandidates(asking(pinned), conditions))).toEqual(['a/x']);
    expect(ids(rankCandidates(asking({ ...pinned, maxCostNanoUsd: 1e12 }), conditions))).toEqual([]);
    const capped = { ...conditions, caps: [{ nanoUsd: 1e12, by: 'key' as const }] };
    expect(reasonOf(rankCandidates(asking(pinned), capped), 'a/x')?.code).toBe('price_unknown');
    expect(ids(rankCandidates(asking({ maxCostNanoUsd: null }), conditions))).toEqual([]);
  });

  it('never lets offline follow or stand in for another', () => {
    const offers = [offerOf('offline', [oneModel('offline', 'rules')]), offerOf('a', [oneModel('a', 'x')])];
    expect(ids(rankCandidates(asking(), under(offers)))).toEqual(['a/x']);
    expect(ids(rankCandidates(asking({ use: ['a/x', 'offline/rules'] }), under(offers)))).toEqual(['a/x']);
    expect(ids(rankCandidates(asking({ use: ['offline/rules'] }), under(offers)))).toEqual(['offline/rules']);
    const alone = offers.map((offer) => (offer.provider.id === 'a' ? { ...offer, payer: null } : offer));
    expect(ids(rankCandidates(asking(), under(alone)))).toEqual(['offline/rules']);
  });
});
