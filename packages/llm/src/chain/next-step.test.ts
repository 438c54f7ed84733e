import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { describeModel } from '../catalogue/catalogue-model.ts';
import { ProviderError, type ProviderErrorKind } from '../provider-error.ts';
import type { Candidate } from '../routing/candidate.ts';
import { type ChainRules, type Failure, nextStep } from './next-step.ts';

function candidate(provider: string, name: string, contextTokens = 100_000): Candidate {
  const traits = { provider, name, title: name, tier: 1 as const, contextTokens, maxOutputTokens: 1_000 };
  return {
    model: describeModel({ ...traits, price: null }),
    provider: { id: provider, title: provider, variable: '' },
    payer: 'platform',
    region: null,
    maxOutputTokens: 1_000,
    expectedNanoUsd: null,
    worstNanoUsd: null,
  };
}

const rules: ChainRules = { retries: 2, longestWaitMs: 10_000 };
const candidates = [
  candidate('a', 'one'),
  candidate('a', 'two', 200_000),
  candidate('a', 'three'),
  candidate('b', 'one', 50_000),
  candidate('c', 'one', 400_000),
];
const kinds: ProviderErrorKind[] = [
  'auth',
  'rate_limited',
  'invalid_request',
  'context_length',
  'unknown_model',
  'content_filter',
  'unavailable',
  'timed_out',
  'truncated',
  'bad_answer',
];

/** Plays a chain to its end against vendors that fail in a given order; every wait is over at once. */
function play(faults: readonly { kind: ProviderErrorKind; retryAfterSeconds?: number }[], random: number) {
  const failures: Failure[] = [];
  const waits: number[] = [];
  let now = 0;
  let round = 0;
  for (let i = 0; ; ) {
    const at = { now, leftMs: 1_000_000 - now, random: () => random };
    const step = nextStep(candidates, failures, round, rules, at);
    if (step.kind === 'give_up') return { failures, waits, answeredBy: null };
    if (step.kind === 'wait') {
      waits.push(step.ms);
      now += step.ms;
      round += 1;
      continue;
    }
    const fault = faults[i++];
    if (fault === undefined) return { failures, waits, answeredBy: step.candidate };
    const { kind, retryAfterSeconds } = fault;
    const error = new ProviderError(kind, kind, { retryAfterSeconds });
    const retryAt = now + (retryAfterSeconds ?? 0) * 1000;
    failures.push({ candidate: step.candidate, error, round, retryAt, tryAgain: false });
  }
}

const idOf = (failure: Failure) => failure.candidate.model.id;

describe('the chain’s next step', () => {
  it('goes through the candidates in order, then waits with jitter and begins again', () => {
    const down = Array.from({ length: 9 }, () => ({ kind: 'unavailable' as const }));
    const { failures, waits, answeredBy } = play(down, 0.5);
    expect(failures.map(idOf).slice(0, 4)).toEqual(['a/one', 'a/two', 'b/one', 'c/one']);
    expect(waits.slice(0, 2)).toEqual([125, 250]);
    expect(answeredBy?.model.id).toBe('a/two');
  });

  it('in any order of faults keeps its rules, and ends', () => {
    const fault = fc.record(
      { kind: fc.constantFrom(...kinds), retryAfterSeconds: fc.integer({ min: 0, max: 20 }) },
      { requiredKeys: ['kind'] },
    );
    fc.assert(
      fc.property(
        fc.array(fault, { maxLength: 40 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (faults, r) => {
          const { failures, waits } = play(faults, r);
          expect(waits.length).toBeLessThanOrEqual(rules.retries);
          for (const ms of waits) expect(ms).toBeLessThanOrEqual(rules.longestWaitMs);
          for (const [index, failure] of failures.entries()) {
            for (const earlier of failures.slice(0, index)) {
              const same = idOf(earlier) === idOf(failure);
              if (same) expect(earlier.round).toBeLessThan(failure.round);
              if (same) expect(earlier.error.isRetryable).toBe(true);
              expect(earlier.error.kind).not.toBe('content_filter');
              if (earlier.error.kind === 'auth') {
                expect(failure.candidate.provider.id).not.toBe(earlier.candidate.provider.id);
              }
              if (earlier.error.kind === 'context_length') {
                expect(failure.candidate.model.contextTokens).toBeGreaterThan(
                  earlier.candidate.model.contextTokens,
                );
              }
            }
          }
        },
      ),
    );
  });

  it('asks nobody before the moment that it named', () => {
    const { failures } = play([{ kind: 'rate_limited', retryAfterSeconds: 5 }], 0);
    const at = { leftMs: 60_000, random: () => 0 };
    const only = candidates.slice(0, 1);
    expect(nextStep(only, failures, 0, rules, { ...at, now: 0 })).toEqual({ kind: 'wait', ms: 5_000 });
    expect(nextStep(only, failures, 1, rules, { ...at, now: 4_999 }).kind).toBe('wait');
    expect(nextStep(only, failures, 1, rules, { ...at, now: 5_000 }).kind).toBe('try');
    expect(nextStep(only, failures, 0, rules, { ...at, leftMs: 4_000, now: 0 })).toEqual({ kind: 'give_up' });
  });

  it('tries the same model again at once where only its key was at fault', () => {
    const error = new ProviderError('auth', 'refused');
    const [first] = candidates;
    if (first === undefined) throw new Error('no candidate');
    const failure: Failure = { candidate: first, error, round: 0, retryAt: 0, tryAgain: true };
    const step = nextStep(candidates, [failure], 0, rules, { now: 0, leftMs: 1, random: Math.random });
    expect(step).toEqual({ kind: 'try', candidate: first });
  });
});
