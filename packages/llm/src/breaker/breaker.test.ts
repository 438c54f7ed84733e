import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBreaker, type Passage } from './breaker.ts';
import type { BreakerNews, BreakerStore } from './breaker-store.ts';
import { breakerRules } from './circuit.ts';
import { Latencies } from './latencies.ts';

function stand(store?: BreakerStore) {
  let now = 1_000_000;
  const changes: string[] = [];
  const breaker = createBreaker({
    now: () => now,
    changed: ({ key, state }) => changes.push(`${key} ${state}`),
    ...(store === undefined ? {} : { store }),
  });
  const fail = (times: number) => {
    for (let i = 0; i < times; i++) breaker.enter('a')?.ended('failure');
  };
  return { breaker, changes, fail, pass: (ms: number) => (now += ms) };
}

describe('the breaker', () => {
  it('opens at the fifth failure in a row, rests a minute, and lets one probe decide', () => {
    const { breaker, changes, fail, pass } = stand();
    fail(4);
    expect(breaker.state('a')).toBe('closed');
    fail(1);
    expect([breaker.state('a'), breaker.enter('a')]).toEqual(['open', null]);
    pass(breakerRules.restMs - 1);
    expect(breaker.allows('a')).toBe(false);
    pass(1);
    expect(breaker.state('a')).toBe('half_open');
    const probe = breaker.enter('a');
    expect(breaker.enter('a')).toBeNull();
    probe?.ended('failure');
    expect(breaker.state('a')).toBe('open');
    pass(breakerRules.restMs);
    breaker.enter('a')?.ended('success');
    expect(breaker.state('a')).toBe('closed');
    expect(changes).toEqual(['a open', 'a half_open', 'a open', 'a half_open', 'a closed']);
    expect(breaker.state('b')).toBe('closed');
  });

  it('starts counting anew after a success, and does not count what is nobody’s fault', () => {
    const { breaker, fail } = stand();
    fail(4);
    breaker.enter('a')?.ended('nothing');
    expect(breaker.state('a')).toBe('closed');
    breaker.enter('a')?.ended('success');
    fail(4);
    expect(breaker.state('a')).toBe('closed');
  });

  it('frees the probe that said nothing, and one that never came back', () => {
    const { breaker, fail, pass } = stand();
    fail(5);
    pass(breakerRules.restMs);
    breaker.enter('a')?.ended('nothing');
    expect(breaker.enter('a')).not.toBeNull();
    expect(breaker.allows('a')).toBe(false);
    pass(breakerRules.probeMs);
    expect(breaker.allows('a')).toBe(true);
  });

  it('hears of a call’s end once, and not from calls that began before it opened', () => {
    const { breaker, fail } = stand();
    const old = breaker.enter('a');
    fail(5);
    old?.ended('success');
    expect(breaker.state('a')).toBe('open');
    const { breaker: other } = stand();
    const twice = other.enter('a');
    for (let i = 0; i < 5; i++) twice?.ended('failure');
    expect(other.state('a')).toBe('closed');
  });

  it('learns what other processes found, and goes on by itself without a store', () => {
    const listeners: ((news: BreakerNews) => void)[] = [];
    const published: BreakerNews[] = [];
    const store: BreakerStore = {
      publish: (news) => published.push(news),
      subscribe: (listener) => {
        listeners.push(listener);
        return () => listeners.splice(0);
      },
    };
    const { breaker, fail, pass } = stand(store);
    listeners[0]?.({ key: 'a', openUntil: 1_000_500 });
    expect(breaker.state('a')).toBe('open');
    expect(published).toEqual([]);
    listeners[0]?.({ key: 'a', openUntil: null });
    expect(breaker.state('a')).toBe('closed');
    fail(5);
    pass(breakerRules.restMs);
    breaker.enter('a')?.ended('success');
    expect(published.map(({ openUntil }) => openUntil === null)).toEqual([false, true]);
    breaker.close();
    expect(listeners).toEqual([]);
  });

  it('in any sequence lets through only one call at a time when not closed, and none while open', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('enter' as const) }),
      fc.record({
        do: fc.constant('end' as const),
        which: fc.nat(20),
        result: fc.constantFrom('success' as const, 'failure' as const, 'nothing' as const),
      }),
      fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, 1_000, breakerRules.restMs) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const { breaker, pass } = stand();
        const out: Passage[] = [];
        let probes = 0;
        let inRow = 0;
        for (const one of steps) {
          const before = breaker.state('a');
          if (one.do === 'wait') pass(one.ms);
          else if (one.do === 'enter') {
            const passage = breaker.enter('a');
            if (before === 'open') expect(passage).toBeNull();
            if (before === 'closed') expect(passage).not.toBeNull();
            if (before === 'half_open' && passage !== null) probes += 1;
            if (passage !== null) out.push(passage);
          } else {
            const [passage] = out.splice(one.which % Math.max(1, out.length), 1);
            passage?.ended(one.result);
            const after = breaker.state('a');
            if (before === 'closed' && passage !== undefined && one.result !== 'nothing') {
              inRow = one.result === 'failure' ? inRow + 1 : 0;
              expect(after).toBe(inRow >= breakerRules.failures ? 'open' : 'closed');
            }
            if (after === 'closed' && before !== 'closed') {
              expect(one.result).toBe('success');
              inRow = 0;
            }
            if (before === 'open') expect(after).toBe('open');
          }
        }
        expect(probes).toBeLessThanOrEqual(steps.length);
      }),
    );
  });
});

describe('latencies', () => {
  it('are the percentiles of the latest calls, and a p95 only of enough of them', () => {
    const latencies = new Latencies();
    expect([latencies.p50(), latencies.p95()]).toEqual([null, null]);
    latencies.add(10);
    expect([latencies.p50(), latencies.p95()]).toEqual([10, null]);
    for (let i = 0; i < 64; i++) latencies.add(i);
    expect(latencies.p50()).toBe(32);
    expect(latencies.p95()).toBe(60);
  });
});
