import { type TestCase, testCaseSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../observation.ts';
import type { Candidate, TryOutcome } from './candidate.ts';
import { candidateOfCase, caseOfFind } from './case-of-find.ts';
import { type CounterexampleSearch, findCounterexamples } from './find-counterexamples.ts';
import { minimise } from './minimise.ts';
import { mutate, partsOf } from './mutate.ts';
import { mutatorNames } from './mutators.ts';

const held: TryOutcome = { verdict: 'held', broken: null, reason: '', costNanoUsd: 100 };
const broken = (what: string): TryOutcome => ({
  verdict: 'broken',
  broken: what,
  reason: `${what} broke`,
  costNanoUsd: 100,
});

const seeds: Candidate[] = [
  {
    input: { query: 'How many days do I have to return an item?' },
    tools: { search: { results: ['30 days'] } },
  },
  {
    input: { query: 'What does delivery to Austria cost?', locale: 'de' },
    tools: { search: { results: ['9.90 EUR', 'free above 60 EUR'], total: 2 }, orders: [] },
  },
];

function searchFor(
  attempt: (candidate: Candidate) => TryOutcome | Promise<TryOutcome>,
  more: Partial<CounterexampleSearch> = {},
): Promise<Awaited<ReturnType<typeof findCounterexamples>>> {
  return findCounterexamples({
    try: async (candidate) => await attempt(candidate),
    seeds,
    budget: { tries: 500, costNanoUsd: 1e9, ms: 60_000 },
    seed: 7,
    now: () => 0,
    ...more,
  });
}

const text = (value: Json | undefined): string =>
  typeof value === 'string' ? value : JSON.stringify(value ?? null);

describe('a search', () => {
  test('finds a planted flaw and shrinks it to the least that shows it', async () => {
    // An agent that loses a rule as soon as a tool's answer tells it to ignore something.
    const { finds, stopped } = await searchFor(({ tools }) =>
      /ignore/i.test(text(tools.search)) ? broken('no-promises') : held,
    );
    expect(finds).toHaveLength(1);
    expect(['tries', 'nothing_left']).toContain(stopped);
    const [find] = finds;
    expect(text(find?.candidate.tools.search).toLowerCase()).toContain('ignore');
    // Nothing else is left: no input, no other tool, no other entry, no other word.
    expect(JSON.stringify(find?.candidate).length).toBeLessThan(80);
    expect(find?.candidate).toMatchObject({ input: {} });
    expect(find?.mutations.length).toBe(1);
    expect(find?.confirmed).toEqual({ tries: 2, broke: 2 });
  });

  test('finds a flaw that a length alone shows, to the very character', async () => {
    const { finds } = await searchFor(({ input }) =>
      text(input).length > 500 ? broken('short-answers') : held,
    );
    expect(text(finds[0]?.candidate.input)).toHaveLength(501);
    expect(finds[0]?.candidate.tools).toEqual({});
  });

  test('finds each flaw once, also where the seeds break it as they are, and takes one for no other while it shrinks', async () => {
    const { finds } = await searchFor(({ input, tools }) => {
      if (text(input).includes('Austria')) return broken('knows-austria');
      if (tools.search === null || text(tools.search).includes('not found'))
        return broken('says-nothing-found');
      return /^\{"query":""/.test(text(input)) ? broken('empty-question') : held;
    });
    expect(finds.map((find) => find.broken).sort()).toEqual([
      'empty-question',
      'knows-austria',
      'says-nothing-found',
    ]);
    const austria = finds.find((find) => find.broken === 'knows-austria');
    expect(austria).toMatchObject({ of: 1, mutations: [] });
    expect(austria?.candidate).toEqual({ input: { query: 'Austria' }, tools: {} });
  });

  test('shrinks a find to what still breaks the same, also where less breaks something else', async () => {
    // One change alone breaks nothing before two together were seen: the first find is always of two.
    let seen = false;
    const attempt = ({ input, tools }: Candidate): TryOutcome => {
      const isNew = (key: 'input' | 'tools', part: Json): boolean =>
        seeds.every((seed) => JSON.stringify(seed[key]) !== JSON.stringify(part));
      const changed = [isNew('input', input), isNew('tools', tools)].filter(Boolean).length;
      seen ||= changed === 2;
      if (changed === 2) return broken('both');
      return changed === 1 && seen ? broken('one') : held;
    };
    const { finds } = await searchFor(attempt, { budget: { tries: 150, costNanoUsd: 1e9, ms: 1000 } });
    expect(finds[0]?.broken).toBe('both');
    for (const find of finds) expect(attempt(find.candidate).broken).toBe(find.broken);
  });

  test('spends no more than it may, of each kind', async () => {
    const tries: Candidate[] = [];
    const never = (candidate: Candidate): TryOutcome => {
      tries.push(candidate);
      return held;
    };
    const few = await searchFor(never, { budget: { tries: 25, costNanoUsd: 1e9, ms: 1000 } });
    expect(few).toMatchObject({ stopped: 'tries', tries: 25, finds: [], costNanoUsd: 2500 });
    expect(tries).toHaveLength(25);
    // The seeds as they are come first, and nothing is tried twice.
    expect(tries.slice(0, 2)).toEqual(seeds);
    expect(new Set(tries.map((candidate) => JSON.stringify(candidate))).size).toBe(25);
    expect(await searchFor(never, { budget: { tries: 999, costNanoUsd: 950, ms: 1000 } })).toMatchObject({
      stopped: 'money',
      tries: 10,
    });
    let clock = 0;
    const late = await searchFor(never, {
      budget: { tries: 999, costNanoUsd: 1e9, ms: 5 },
      now: () => clock++,
    });
    expect(late.stopped).toBe('time');
    const gone = new AbortController();
    const cancelled = await searchFor(
      (candidate) => {
        gone.abort();
        return never(candidate);
      },
      { signal: gone.signal },
    );
    expect(cancelled).toMatchObject({ stopped: 'cancelled', tries: 1 });
    expect(await searchFor(never, { seeds: [] })).toMatchObject({ stopped: 'nothing_left', tries: 0 });
  });

  test('a budget that ends in the middle of shrinking keeps what was found', async () => {
    const { finds, tries } = await searchFor(
      ({ input }) => (text(input).length > 500 ? broken('long') : held),
      {
        budget: { tries: 60, costNanoUsd: 1e9, ms: 1000 },
      },
    );
    expect(tries).toBe(60);
    expect(finds).toHaveLength(1);
    expect(text(finds[0]?.candidate.input).length).toBeGreaterThan(500);
  });

  test('takes what cannot be tried for neither held nor broken', async () => {
    const result = await searchFor(
      () => {
        throw new Error('the provider is down');
      },
      { budget: { tries: 20, costNanoUsd: 1e9, ms: 1000 } },
    );
    expect(result).toMatchObject({ finds: [], tries: 20, unknown: 20, stopped: 'tries' });
  });

  test('with the same seed does the same', async () => {
    const attempt = ({ tools }: Candidate): TryOutcome =>
      text(tools.search).includes('{}') ? broken('x') : held;
    expect(await searchFor(attempt)).toEqual(await searchFor(attempt));
    const flaky = await searchFor(() => ({ ...broken('sometimes'), verdict: 'broken' }), {
      confirmations: 0,
    });
    expect(flaky.finds[0]?.confirmed).toEqual({ tries: 0, broke: 0 });
  });
});

describe('a change', () => {
  const json = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
  const candidate = fc.record({ input: json, tools: fc.dictionary(fc.constantFrom('a', 'b'), json) });

  test('is JSON again, touches one part, and leaves what it was made of as it was', () => {
    fc.assert(
      fc.property(
        candidate,
        fc.constantFrom(...mutatorNames),
        fc.nat(30),
        fc.nat(200),
        (given, by, part, parameter) => {
          const before = JSON.stringify(given);
          const changed = mutate(given, { by, part, parameter }, ['other']);
          expect(JSON.stringify(given)).toBe(before);
          expect(JSON.parse(JSON.stringify(changed))).toEqual(JSON.parse(JSON.stringify(changed)));
          expect(Object.keys(changed.tools)).toEqual(Object.keys(given.tools));
          expect(JSON.stringify(changed)).not.toMatch(/\\u0000(?<!.)/);
          expect(partsOf(changed).length).toBeGreaterThan(0);
          expect(mutate(given, { by, part, parameter }, ['other'])).toEqual(changed);
        },
      ),
    );
  });

  test('each kind of them changes something', () => {
    for (const by of mutatorNames) {
      const changed = [0, 1, 2, 3, 4, 5, 6].some((part) => {
        const made = mutate(seeds[1] as Candidate, { by, part, parameter: 3 }, ['elsewhere']);
        return JSON.stringify(made) !== JSON.stringify(seeds[1]);
      });
      expect(changed, by).toBe(true);
    }
  });

  test('minimising ends at what cannot be smaller, whatever breaks', async () => {
    await fc.assert(
      fc.asyncProperty(candidate, fc.integer({ min: 1, max: 40 }), async (given, length) => {
        fc.pre(JSON.stringify(given).length > length);
        let tries = 0;
        const breaks = async (smaller: Candidate): Promise<boolean> => {
          tries += 1;
          return JSON.stringify(smaller).length > length;
        };
        const { candidate: smallest } = await minimise(given, { breaks, goOn: () => tries < 5000 });
        expect(JSON.stringify(smallest).length).toBeGreaterThan(length);
        expect(JSON.stringify(smallest).length).toBeLessThanOrEqual(JSON.stringify(given).length + 6);
      }),
      { numRuns: 30 },
    );
  });
});

test('a find becomes a case that can be kept: what was expected stands, the stubs say what was found', () => {
  const origin: TestCase = testCaseSchema.parse({
    name: 'states the return period',
    input: 'How long?',
    expect: [{ kind: 'contains', text: '30 days' }],
    tags: ['returns'],
    critical: true,
    split: 'sealed',
    stubs: {
      tools: [
        { tool: 'search', answer: { result: { days: 30 } } },
        { tool: 'orders', arguments: { id: 1 }, answer: { error: 'no such order' } },
      ],
      unknown: 'tool_error',
    },
  });
  const begin = candidateOfCase(origin);
  expect(begin).toEqual({
    input: { query: 'How long?' },
    tools: { search: { days: 30 }, orders: { error: 'no such order' } },
  });
  const find = {
    candidate: { input: { query: '' }, tools: { search: { days: -30 }, orders: { error: 'no such order' } } },
    broken: 'no-negative-days',
    reason: '',
    of: 0,
    mutations: [],
    seed: 42,
    shrinks: 3,
    confirmed: { tries: 2, broke: 2 },
  };
  const kept = caseOfFind(find, origin);
  expect(testCaseSchema.parse(kept)).toEqual(kept);
  expect(kept).toMatchObject({
    name: 'states the return period: breaks no-negative-days (seed 42)',
    input: { query: '' },
    expect: origin.expect,
    tags: ['returns', 'counterexample'],
    split: 'train',
    source: { kind: 'generated', of: 'states the return period' },
    stubs: {
      unknown: 'tool_error',
      tools: [{ tool: 'search', answer: { result: { days: -30 } } }, origin.stubs?.tools[1]],
    },
  });
});
