import { describe, expect, test } from 'vitest';
import { signed, verdictWords } from './comparison-words.ts';

const base = {
  pairs: 60,
  onlyBaseline: [],
  onlyCandidate: [],
  lost: [],
  gained: [],
  baselineRate: 0.8,
  candidateRate: 0.75,
  difference: { value: -0.05, low: -0.12, high: 0.02 },
  pValue: 0.3,
  mcNemar: 0.4,
};

describe('the verdict in words', () => {
  test('says how many cases are missing, not how many there must be', () => {
    const { verdict, says } = verdictWords({ ...base, verdict: 'inconclusive', needed: 100 });
    expect(verdict).toBe('cannot tell');
    expect(says).toContain('About 40 more cases needed');
    expect(says).toContain('−5 points');
    expect(says).toContain('−12 to +2');
  });
  test('does not ask for more where there are enough', () => {
    const { says } = verdictWords({ ...base, verdict: 'inconclusive', needed: 60 });
    expect(says).toContain('likely none so large');
  });
  test('is better or worse only where the test is', () => {
    expect(verdictWords({ ...base, verdict: 'worse', needed: null }).verdict).toBe('worse');
    expect(verdictWords({ ...base, verdict: 'better', needed: null }).verdict).toBe('better');
    expect(verdictWords(null).verdict).toBe('cannot tell');
  });
  test('a figure keeps its sign', () => {
    expect([signed(0.04), signed(-0.04), signed(3.55), signed(-2)]).toEqual(['0', '0', '+3.6', '−2']);
  });
});
