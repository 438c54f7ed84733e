import { sequenceModes } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, ObservedCall } from '../observation.ts';
import { type ExpectedStep, matchSequence } from './match-sequence.ts';

const call = (name: string, args: Json = {}, step?: number): ObservedCall => ({
  name,
  arguments: args,
  result: null,
  outcome: 'ok',
  ...(step === undefined ? {} : { step }),
});
const weather = (city: string, step?: number) => call('get_weather', { city }, step);
const expected = (city: string, tool = 'get_weather') => ({ tool, arguments: { city } });

// What langchain-ai/agentevals (MIT) publicly expects of its trajectory modes (js/src/trajectory/tests/trajectory.test.ts,
// python/tests/test_trajectory.py): its situations and outcomes as facts. There a message holds the calls that were made
// at once; here they share a step.
const facts: readonly {
  name: string;
  calls: ObservedCall[];
  expected: ExpectedStep[];
  whole: Record<(typeof sequenceModes)[number], boolean>;
}[] = [
  {
    name: 'the same call',
    calls: [weather('San Francisco', 1)],
    expected: [[expected('San Francisco')]],
    whole: { strict: true, unordered: true, superset: true, subset: true },
  },
  {
    name: 'calls made at once, in another order',
    calls: [weather('SF', 1), weather('London', 1)],
    expected: [[expected('London'), expected('SF')]],
    whole: { strict: true, unordered: true, superset: true, subset: true },
  },
  {
    name: 'calls made one after the other that were to be made at once',
    calls: [weather('SF', 1), weather('London', 2)],
    expected: [[expected('London'), expected('SF')]],
    whole: { strict: false, unordered: true, superset: true, subset: true },
  },
  {
    name: 'a call too few',
    calls: [weather('SF', 1)],
    expected: [[expected('London'), expected('SF')]],
    whole: { strict: false, unordered: false, superset: false, subset: true },
  },
  {
    name: 'another tool',
    calls: [weather('SF', 1)],
    expected: [[expected('San Francisco', 'accuweather_forecast')]],
    whole: { strict: false, unordered: false, superset: false, subset: false },
  },
  {
    name: 'a call too many',
    calls: [weather('San Francisco', 1), weather('London', 1)],
    expected: [[expected('San Francisco')]],
    whole: { strict: false, unordered: false, superset: true, subset: false },
  },
];

describe('what agentevals expects of its modes', () => {
  for (const { name, calls, expected: steps, whole } of facts) {
    it.each(sequenceModes)(`${name}: %s`, (mode) => {
      const match = matchSequence(calls, steps, mode, 'exact');
      expect(match.whole).toBe(whole[mode]);
      expect(match.score === 1).toBe(whole[mode]);
    });
  }

  it('arguments that differ fail an exact comparison, and none where they are not compared', () => {
    const calls = [weather('SF', 1)];
    expect(matchSequence(calls, [[expected('San Francisco')]], 'strict', 'exact').whole).toBe(false);
    expect(matchSequence(calls, [{ tool: 'get_weather' }], 'strict', 'exact').whole).toBe(true);
  });
});

describe('partial credit', () => {
  const [a, b, c] = [call('a'), call('b'), call('c')];
  const want = (...names: string[]) => names.map((tool) => ({ tool }));

  it.each([
    // F1 of two of three and two of two.
    ['strict', [a, b, c], want('a', 'b'), 0.8],
    ['strict', [b, a], want('a', 'b'), 0.5],
    ['unordered', [b, a], want('a', 'b'), 1],
    ['unordered', [a, b], want('a', 'c'), 0.5],
    ['subset', [a, b], want('a', 'c'), 0.5],
    ['superset', [a], want('a', 'b', 'c'), 1 / 3],
    ['strict', [], [], 1],
    ['superset', [], want('a'), 0],
    ['subset', [], want('a'), 1],
  ] as const)('%s: %j against %j', (mode, calls, steps, score) => {
    expect(matchSequence(calls, steps, mode, 'subset').score).toBeCloseTo(score, 10);
  });

  it('pairs each call so that as many as can be find a partner', () => {
    // First come, first served would give the only call that fits the second to the first.
    const calls = [call('find', { q: 'x', page: 1 }), call('find', { q: 'x' })];
    const steps = [
      { tool: 'find', arguments: { q: 'x' } },
      { tool: 'find', arguments: { page: 1 } },
    ];
    expect(matchSequence(calls, steps, 'unordered', 'subset').whole).toBe(true);
  });
});

describe('laws', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 });

  it('what is strict is unordered, and what is unordered is subset and superset', () => {
    fc.assert(
      fc.property(names, names, (made, wanted) => {
        const calls = made.map((name) => call(name));
        const steps = wanted.map((tool) => ({ tool }));
        const whole = (mode: (typeof sequenceModes)[number]) =>
          matchSequence(calls, steps, mode, 'exact').whole;
        expect(whole('unordered') || !whole('strict')).toBe(true);
        expect(whole('unordered')).toBe(whole('subset') && whole('superset'));
        const sorted = (list: string[]) => [...list].sort().join();
        expect(whole('unordered')).toBe(sorted(made) === sorted(wanted));
        expect(whole('strict')).toBe(made.join() === wanted.join());
      }),
    );
  });

  it('credit lies between 0 and 1, and is 1 for a whole sequence alone', () => {
    fc.assert(
      fc.property(names, names, fc.constantFrom(...sequenceModes), (made, wanted, mode) => {
        const calls = made.map((name) => call(name));
        const { score, whole } = matchSequence(
          calls,
          wanted.map((tool) => ({ tool })),
          mode,
          'subset',
        );
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(1);
        expect(score === 1).toBe(whole);
      }),
    );
  });
});
