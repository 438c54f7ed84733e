import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssertionResult, Verdict } from '../verdict.ts';
import { verdicts } from '../verdict.ts';
import { trialVerdict } from './trial-verdict.ts';

const fine = { status: 'succeeded', error: null } as const;
function result(verdict: Verdict, more: Partial<AssertionResult> = {}): AssertionResult {
  const judged = verdict === 'pass' || verdict === 'fail';
  return {
    kind: 'contains',
    negated: false,
    verdict,
    score: judged ? Number(verdict === 'pass') : null,
    reason: verdict,
    evidence: null,
    fault: verdict === 'pass' ? null : verdict === 'fail' ? 'agent' : 'grader',
    costNanoUsd: 0,
    ...more,
  };
}
const judge = { kind: 'judge' };

describe('trialVerdict', () => {
  it.each([
    ['nothing was expected', [], 'pass', 100, null],
    ['all hold', [result('pass'), result('pass', { score: 0.9 })], 'pass', 95, null],
    ['one does not', [result('pass'), result('fail')], 'fail', 50, 'agent'],
    ['a grader broke', [result('pass'), result('error')], 'error', null, 'grader'],
    ['one failed for certain beside it', [result('error'), result('fail')], 'fail', 0, 'agent'],
    ['a judge says no beside it', [result('error'), result('fail', judge)], 'error', null, 'grader'],
    ['a judge says no', [result('pass'), result('fail', judge)], 'fail', 50, 'agent'],
    ['a judge says no, one is open', [result('inconclusive'), result('fail', judge)], 'fail', 0, 'agent'],
    ['one is open', [result('pass'), result('inconclusive')], 'inconclusive', null, 'grader'],
  ] as const)('%s', (_, results, verdict, score, fault) => {
    expect(trialVerdict(results, fine)).toMatchObject({ verdict, score, fault });
  });

  it.each(['provider_failed', 'timed_out', 'no_model_available', 'internal', 'unavailable'])(
    'a run that ended with %s says nothing about the agent',
    (code) => {
      const run = { status: 'failed', error: { code, message: 'Gone.' } } as const;
      expect(trialVerdict([result('fail')], run)).toMatchObject({
        verdict: 'error',
        score: null,
        fault: 'infrastructure',
      });
    },
  );

  it('a run that the agent let fail is its fault, also where nothing was expected', () => {
    const run = { status: 'failed', error: { code: 'limit_exceeded', message: 'Too many steps.' } } as const;
    expect(trialVerdict([], run)).toMatchObject({ verdict: 'fail', score: 0, fault: 'agent' });
    expect(trialVerdict([result('pass', { kind: 'status' })], run)).toMatchObject({ verdict: 'pass' });
  });

  it('a simulator that broke is named', () => {
    const trouble = { fault: 'simulator', reason: 'The user said nothing.' } as const;
    expect(trialVerdict([result('pass')], fine, trouble)).toMatchObject({
      verdict: 'error',
      score: null,
      fault: 'simulator',
    });
  });

  it('passes only where everything passed, and has a score where it was judged', () => {
    const results = fc.array(
      fc.record({ verdict: fc.constantFrom(...verdicts), kind: fc.constantFrom('contains', 'judge') }),
    );
    fc.assert(
      fc.property(results, (drawn) => {
        const all = drawn.map(({ verdict, kind }) => result(verdict, { kind }));
        const trial = trialVerdict(all, fine);
        expect(trial.verdict === 'pass').toBe(drawn.every(({ verdict }) => verdict === 'pass'));
        expect(trial.score === null).toBe(trial.verdict === 'error' || trial.verdict === 'inconclusive');
        expect(trial.fault === null).toBe(trial.verdict === 'pass');
        if (trial.verdict === 'fail') expect(trial.score).toBeLessThan(100);
      }),
    );
  });
});
