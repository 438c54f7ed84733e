import type { AttestationBody } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareSeveral, compareVersions } from '../statistics/compare-versions.ts';
import { mcNemar } from '../statistics/mcnemar.ts';
import { seededRandom } from '../statistics/seeded-random.ts';
import type { Verdict } from '../verdict.ts';
import { type AttestedFacts, attestationCovers } from './attestation-covers.ts';
import { decideGate, type GateInput, type GateReasonCode } from './decide-gate.ts';
import { diffBehaviour } from './diff-behaviour.ts';
import { gatePolicy } from './gate-policy.ts';
import type { TestedCase, TestedTrial, TestedVersion } from './tested-version.ts';

const letters: Record<string, Verdict> = { p: 'pass', f: 'fail', e: 'error', i: 'inconclusive' };

function trial(verdict: Verdict, index: number): TestedTrial {
  const fault = verdict === 'pass' ? null : verdict === 'error' ? 'infrastructure' : 'agent';
  const score = verdict === 'error' ? null : verdict === 'pass' ? 100 : 0;
  return { index, verdict, score, fault, violations: [], costNanoUsd: 1000, durationMs: 100 };
}

/** `tested('a', 'ppf')`: a case with two trials that passed and one that failed. */
function tested(id: string, verdicts: string, more: Partial<TestedCase> = {}): TestedCase {
  const trials = [...verdicts].map((letter, index) => trial(letters[letter] ?? 'error', index));
  return { id, name: `case ${id}`, critical: false, trials, ...more };
}

function version(cases: readonly TestedCase[], expectedTrials = 1): TestedVersion {
  return { expectedCases: cases.map(({ id }) => id), expectedTrials, cases };
}

function many(count: number, verdicts: (index: number) => string): TestedVersion {
  const cases = Array.from({ length: count }, (_, index) => tested(`c${index}`, verdicts(index)));
  return version(cases, cases[0]?.trials.length);
}

const lenient = gatePolicy({ minPassRate: 0, trials: 1 });

function codes(input: Partial<GateInput> & Pick<GateInput, 'candidate'>): GateReasonCode[] {
  return decideGate({ policy: lenient, baseline: null, seed: 1, ...input }).reasons.map(({ code }) => code);
}

describe('a gate', () => {
  test('opens for a version that is whole and as good as the last', () => {
    const same = many(10, () => 'ppp');
    const decision = decideGate({
      policy: gatePolicy({ minPassRate: 1, trials: 3 }),
      baseline: same,
      candidate: same,
      seed: 1,
    });
    expect(decision).toMatchObject({ open: true, reasons: [], comparison: { verdict: 'inconclusive' } });
    // Nothing differed, and it says how many cases would tell.
    expect(decision.needed).toBeGreaterThan(10);
  });

  test('stays shut for an invariant that was violated in one trial of one case, whatever the verdicts say', () => {
    const bad = tested('a', 'pp');
    const [first, second] = bad.trials;
    if (!first || !second) throw new Error('no trials');
    const candidate = version([{ ...bad, trials: [first, { ...second, violations: ['no-cards'] }] }], 2);
    const decision = decideGate({ policy: lenient, baseline: null, candidate, seed: 1 });
    expect(decision.reasons).toMatchObject([{ code: 'invariant_violated', cases: ['a'] }]);
    expect(decision.reasons[0]?.message).toContain('no-cards');
  });

  test('stays shut for a critical case that newly fails, also without a version before, and not for one that always did', () => {
    const fails = version([tested('a', 'fff', { critical: true }), ...many(60, () => 'ppp').cases], 3);
    const passed = version([tested('a', 'ppf', { critical: true }), ...many(60, () => 'ppp').cases], 3);
    expect(codes({ candidate: fails, baseline: passed })).toEqual(['critical_case_lost']);
    expect(codes({ candidate: fails })).toEqual(['critical_case_lost']);
    expect(codes({ candidate: fails, baseline: fails })).toEqual([]);
    expect(codes({ candidate: passed, baseline: passed })).toEqual([]);
  });

  test('stays shut for missing trials, missing cases and no cases at all', () => {
    const candidate = many(3, () => 'ppp');
    expect(codes({ candidate: { ...candidate, expectedTrials: 4 } })).toEqual(['incomplete']);
    expect(codes({ candidate, policy: { ...lenient, trials: 5 } })).toEqual(['incomplete']);
    const decision = decideGate({
      policy: lenient,
      baseline: null,
      candidate: { ...candidate, expectedCases: [...candidate.expectedCases, 'gone'] },
      seed: 1,
    });
    expect(decision.reasons).toMatchObject([{ code: 'incomplete', cases: ['gone'] }]);
    expect(codes({ candidate: version([]) })).toEqual(['incomplete']);
  });

  test('stays shut for too many trials that nobody could judge, and for a case with no other', () => {
    expect(codes({ candidate: many(10, (index) => (index === 0 ? 'ppe' : 'ppp')) })).toEqual([
      'too_many_unjudged',
    ]);
    expect(codes({ candidate: many(10, (index) => (index === 0 ? 'ppi' : 'ppp')) })).toEqual([
      'too_many_unjudged',
    ]);
    expect(codes({ candidate: many(60, (index) => (index === 0 ? 'ppe' : 'ppp')) })).toEqual([]);
    expect(codes({ candidate: many(99, (index) => (index === 0 ? 'e' : 'p')) })).toEqual([
      'too_many_unjudged',
    ]);
  });

  test('stays shut below the spec’s pass rate, and opens exactly at it', () => {
    const policy = gatePolicy({ minPassRate: 0.9, trials: 1 });
    expect(codes({ policy, candidate: many(10, (index) => (index < 9 ? 'p' : 'f')) })).toEqual([]);
    expect(codes({ policy, candidate: many(10, (index) => (index < 8 ? 'p' : 'f')) })).toEqual([
      'pass_rate_too_low',
    ]);
    // Of errors alone no rate is known: that is said as what it is.
    expect(codes({ policy, candidate: many(2, () => 'e') })).toEqual(['too_many_unjudged']);
  });

  test('stays shut for a planted regression of 20 points on 50 cases, and says how large it is', () => {
    const baseline = many(50, () => 'p');
    const candidate = many(50, (index) => (index < 10 ? 'f' : 'p'));
    const decision = decideGate({ policy: lenient, baseline, candidate, seed: 1 });
    expect(decision.reasons.map(({ code }) => code)).toEqual(['significant_loss']);
    expect(decision.comparison).toMatchObject({ verdict: 'worse', mcNemar: 2 / 1024, needed: null });
    expect(decision.comparison?.lost).toHaveLength(10);
    expect(decision.comparison?.difference.value).toBeCloseTo(-0.2, 12);
    expect(decision.reasons[0]?.message).toMatch(/^Passes 20\.0 points fewer .* 50 cases, p = 0\.0020\)\.$/);
  });

  test('says all that is wrong at once', () => {
    const candidate = version([tested('a', 'ffe', { critical: true })], 4);
    const policy = gatePolicy({ minPassRate: 1, trials: 4 });
    expect(codes({ candidate, policy })).toEqual([
      'critical_case_lost',
      'incomplete',
      'too_many_unjudged',
      'pass_rate_too_low',
    ]);
  });
});

describe('chance', () => {
  /** 50 cases: most easy, some hard, some that nobody can tell; each with its own chance to pass. */
  function noisy(random: () => number, loss: number, trials: number): TestedVersion {
    return many(50, (index) => {
      const rate = index < 30 ? 0.97 : index < 42 ? 0.8 : 0.5;
      return Array.from({ length: trials }, () => (random() < rate - loss ? 'p' : 'f')).join('');
    });
  }

  test.each([1, 3])(
    'shuts the gate on the same version, %i trials a case, in less than 5 in 100 of 200 runs',
    (trials) => {
      const random = seededRandom(trials);
      const blocked = Array.from({ length: 200 }, (_, round) => {
        const [baseline, candidate] = [noisy(random, 0, trials), noisy(random, 0, trials)];
        return !decideGate({ policy: lenient, baseline, candidate, seed: round }).open;
      }).filter(Boolean).length;
      expect(blocked / 200).toBeLessThan(0.05);
    },
    60_000,
  );

  // What a spec that says nothing gets (Q22): all must pass, three trials.
  const silent = gatePolicy({ minPassRate: 1, trials: 3 });

  test('by default shuts the gate on the same version in less than 5 in 100 of 200 runs, however much it varies', () => {
    const random = seededRandom(5);
    const suites = [
      (index: number) => (index < 30 ? 0.97 : index < 42 ? 0.8 : 0.5),
      (index: number) => (index === 0 ? 0.9 : 1),
      () => 0.99,
      () => 1,
    ];
    for (const rateOf of suites) {
      const sample = () =>
        many(50, (index) => Array.from({ length: 3 }, () => (random() < rateOf(index) ? 'p' : 'f')).join(''));
      const blocked = Array.from({ length: 200 }, (_, round) => {
        const [baseline, candidate] = [sample(), sample()];
        return !decideGate({ policy: silent, baseline, candidate, seed: round }).open;
      }).filter(Boolean).length;
      expect(blocked / 200).toBeLessThan(0.05);
    }
  }, 60_000);

  test('by default finds a loss of 20 points in 50 cases, noisy ones and ones that always passed', () => {
    const random = seededRandom(6);
    const blocked = (before: () => TestedVersion, after: () => TestedVersion): number =>
      Array.from({ length: 100 }, (_, round) => {
        return !decideGate({ policy: silent, baseline: before(), candidate: after(), seed: round }).open;
      }).filter(Boolean).length / 100;
    expect(
      blocked(
        () => noisy(random, 0, 3),
        () => noisy(random, 0.2, 3),
      ),
    ).toBeGreaterThan(0.9);
    const sure = () => many(50, () => 'ppp');
    const broken = () => many(50, (index) => (index % 5 === 0 ? 'fff' : 'ppp'));
    expect(blocked(sure, broken)).toBe(1);
    // One case that always passed and now never does is enough.
    const one = () => many(50, (index) => (index === 7 ? 'fff' : 'ppp'));
    expect(blocked(sure, one)).toBe(1);
  }, 60_000);

  test('hides a loss of 20 points in 50 noisy cases from three trials each hardly ever, from one now and then', () => {
    const random = seededRandom(3);
    const found = (trials: number): number =>
      Array.from({ length: 100 }, (_, round) => {
        const [baseline, candidate] = [noisy(random, 0, trials), noisy(random, 0.2, trials)];
        return !decideGate({ policy: lenient, baseline, candidate, seed: round }).open;
      }).filter(Boolean).length / 100;
    expect(found(3)).toBeGreaterThan(0.95);
    expect(found(1)).toBeGreaterThan(0.5);
  }, 60_000);
});

describe('a comparison', () => {
  const verdicts = fc.string({ unit: fc.constantFrom('p', 'f', 'e', 'i'), minLength: 1, maxLength: 4 });
  const cases = fc
    .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), verdicts), {
      selector: ([id]) => id,
      maxLength: 20,
    })
    .map((entries) => entries.map(([id, letters]) => tested(`${id}`, letters)));

  test('turned round says the opposite, holds its difference, and hangs on no order', () => {
    fc.assert(
      fc.property(cases, cases, (baseline, candidate) => {
        const there = compareVersions({ baseline, candidate, seed: 1 });
        const back = compareVersions({ baseline: candidate, candidate: baseline, seed: 1 });
        if (there === null || back === null) {
          expect(there).toBe(back);
          return;
        }
        expect(back.difference.value).toBeCloseTo(-there.difference.value, 12);
        expect(back.pValue).toBeCloseTo(there.pValue, 9);
        expect([...back.lost].sort()).toEqual([...there.gained].sort());
        expect(there.mcNemar).toBe(mcNemar({ lost: there.lost.length, gained: there.gained.length }));
        expect(there.difference.low).toBeLessThanOrEqual(there.difference.value);
        expect(there.difference.high).toBeGreaterThanOrEqual(there.difference.value);
        const shuffled = compareVersions({ baseline: [...baseline].reverse(), candidate, seed: 1 });
        expect(shuffled?.pValue).toBeCloseTo(there.pValue, 9);
        expect(there.pairs + there.onlyBaseline.length).toBe(baseline.length);
      }),
      { numRuns: 40 },
    );
  });

  test('of first trials looks at no other', () => {
    const baseline = [tested('a', 'pff'), tested('b', 'epf')];
    const candidate = [tested('a', 'fpp'), tested('b', 'ppp')];
    expect(compareVersions({ baseline, candidate, seed: 1, rule: 'first' })).toMatchObject({
      lost: ['a'],
      gained: [],
    });
    expect(compareVersions({ baseline, candidate, seed: 1 })).toMatchObject({ lost: [], gained: ['a', 'b'] });
  });

  test('of several versions with one has to survive Holm', () => {
    const baseline = many(20, () => 'p').cases;
    const worse = many(20, (index) => (index < 6 ? 'f' : 'p')).cases;
    const [alone] = compareSeveral([worse], { baseline, seed: 1 });
    expect(alone).toMatchObject({ verdict: 'worse' });
    const [among] = compareSeveral([worse, baseline, baseline], { baseline, seed: 1 });
    expect(among?.pValue).toBeCloseTo((alone?.pValue ?? 0) * 3, 12);
    expect(among?.verdict).toBe('inconclusive');
  });
});

describe('an attestation', () => {
  const attestation = {
    format: 'agentfactory.attestation/v1',
    team_id: 'team_00000000000000000000000001',
    agent_id: 'agt_00000000000000000000000001',
    agent: 'shop-answers',
    spec_hash: 'a'.repeat(64),
    test_run: 'tsr_1',
    dataset: { id: 'dst_1', version: 'd'.repeat(64) },
    evaluator_version: '1',
    models: [{ asked: 'openai/gpt-5', answered: 'openai/gpt-5-2026-08-07' }],
    judges: [{ asked: 'auto', answered: 'anthropic/claude-sonnet-4-5' }],
    settings: { temperature: 0.2, trials: 3, seed: null },
    result: {
      cases: 3,
      trials: 9,
      passed: 9,
      failed: 0,
      errors: 0,
      inconclusive: 0,
      pass_rate: { value: 1, low: 0.44, high: 1 },
    },
    gate: { open: true, reasons: [], min_pass_rate: 1, baseline_spec_hash: null },
    attested_at: '2026-11-21T10:00:00Z',
    key_id: 'k',
  } as const satisfies Record<string, unknown>;
  const body = attestation as unknown as AttestationBody;
  const now: AttestedFacts = {
    specHash: 'a'.repeat(64),
    dataset: { id: 'dst_1', version: 'd'.repeat(64) },
    evaluatorVersion: '1',
    models: { 'openai/gpt-5': 'openai/gpt-5-2026-08-07' },
    judges: { auto: 'anthropic/claude-sonnet-4-5' },
    settings: { temperature: 0.2, trials: 3, seed: null },
  };

  test('covers what it was made of', () => {
    expect(attestationCovers(body, now)).toEqual({ covered: true, stale: [] });
    const candidate = many(3, () => 'ppp');
    expect(codes({ candidate, attestation: { attestation: body, now } })).toEqual([]);
  });

  test.each<[string, Partial<AttestedFacts>, string]>([
    ['another spec', { specHash: 'b'.repeat(64) }, 'spec_hash'],
    ['another dataset', { dataset: { id: 'dst_2', version: now.dataset.version } }, 'dataset'],
    ['another version of it', { dataset: { id: 'dst_1', version: 'e' } }, 'dataset version'],
    ['another evaluator', { evaluatorVersion: '2' }, 'evaluator_version'],
    [
      'a model changed under its alias',
      { models: { 'openai/gpt-5': 'openai/gpt-5-2026-11-01' } },
      'model openai/gpt-5',
    ],
    ['an alias that nobody can resolve', { models: { 'openai/gpt-5': null } }, 'model openai/gpt-5'],
    ['a model that was not tested', { models: { ...now.models, x: 'y' } }, 'model x'],
    ['a model that is asked no more', { models: {} }, 'model openai/gpt-5'],
    ['another judge', { judges: { auto: 'openai/gpt-5' } }, 'judge auto'],
    ['another setting', { settings: { ...now.settings, temperature: 0.7 } }, 'setting temperature'],
    [
      'a setting of the same words and another kind',
      { settings: { ...now.settings, trials: '3' } },
      'setting trials',
    ],
    ['a setting that is new', { settings: { ...now.settings, stubs: true } }, 'setting stubs'],
    ['a setting that is gone', { settings: { temperature: 0.2, trials: 3 } }, 'setting seed'],
  ])('does not cover %s, and the gate says so', (_name, change, what) => {
    const facts = { ...now, ...change };
    expect(attestationCovers(body, facts)).toMatchObject({ covered: false, stale: [{ what }] });
    const candidate = many(3, () => 'ppp');
    expect(codes({ candidate, attestation: { attestation: body, now: facts } })).toEqual([
      'attestation_stale',
    ]);
  });

  test('of a gate that was shut opens none', () => {
    const shut = { ...body, gate: { ...body.gate, open: false, reasons: ['incomplete'] } };
    const candidate = many(3, () => 'ppp');
    expect(codes({ candidate, attestation: { attestation: shut, now } })).toEqual(['attestation_gate_shut']);
  });
});

describe('a behaviour diff', () => {
  test('tells case by case what broke, mended, shifted, came and went, with cost and time', () => {
    const dear = (each: TestedCase): TestedCase => ({
      ...each,
      trials: each.trials.map((one) => ({ ...one, costNanoUsd: 1500, durationMs: 80 })),
    });
    const diff = diffBehaviour({
      baseline: [tested('same', 'pp'), tested('broke', 'pp'), tested('mended', 'fp'), tested('gone', 'p')],
      candidate: [
        dear(tested('same', 'pp')),
        tested('new', 'p'),
        tested('mended', 'pp'),
        tested('broke', 'pf'),
        tested('unknown', 'e'),
      ],
    });
    expect(diff.cases.map(({ id, flip }) => [id, flip])).toEqual([
      ['broke', 'broke'],
      ['mended', 'mended'],
      ['same', 'passes'],
      ['new', 'added'],
      ['unknown', 'added'],
      ['gone', 'removed'],
    ]);
    expect(diff.cases[2]).toMatchObject({ costDeltaNanoUsd: 500, durationDeltaMs: -20, passRateBefore: 1 });
    expect(diff.counts).toMatchObject({ broke: 1, mended: 1, passes: 1, added: 2, removed: 1, shifted: 0 });
    expect(diff.costNanoUsd).toEqual({ before: 3000, after: 3500 });
    expect(
      diffBehaviour({ baseline: [tested('a', 'ppp')], candidate: [tested('a', 'ppf')] }).cases,
    ).toMatchObject([{ flip: 'shifted', passRateAfter: 2 / 3 }]);
    expect(
      diffBehaviour({ baseline: [tested('a', 'p')], candidate: [tested('a', 'e')] }).cases,
    ).toMatchObject([{ flip: 'unknown', passRateAfter: null }]);
  });
});
