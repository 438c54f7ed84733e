import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { binomialCoefficient, fairCoinProbability } from './binomial.ts';
import { bootstrapInterval } from './bootstrap-interval.ts';
import { casesNeeded } from './cases-needed.ts';
import type { CaseCount } from './estimate.ts';
import { holm } from './holm.ts';
import { cohensKappa } from './kappa.ts';
import { mcNemar } from './mcnemar.ts';
import { criticalValue, normalQuantile } from './normal.ts';
import { passAt, passHat, passHatShares } from './pass-rates.ts';
import { randomisationTest } from './randomisation-test.ts';
import { rateInterval } from './rate-interval.ts';
import { raterAgreement } from './rater-agreement.ts';
import { seededRandom } from './seeded-random.ts';
import { sequentialComparison, sequentialPassRate } from './sequential.ts';
import { wilsonInterval } from './wilson-interval.ts';

const counts = fc
  .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }))
  .map(([trials, passed]) => ({ trials, passed: Math.min(passed, trials) }));
const evenCounts = (trials: number) =>
  fc.array(
    fc.integer({ min: 0, max: trials }).map((passed) => ({ passed, trials })),
    { minLength: 1, maxLength: 30 },
  );

describe('pass@k and pass^k', () => {
  test('of one task with 2 of 4: the pairs that hold a passed one, and those that hold nothing else', () => {
    const cases = [{ passed: 2, trials: 4 }];
    expect([1, 2, 3, 4].map((k) => passAt(k, cases))).toEqual([0.5, 1 - 1 / 6, 1, 1]);
    expect([1, 2, 3, 4].map((k) => passHat(k, cases))).toEqual([0.5, 1 / 6, 0, 0]);
  });

  test('say nothing where a case has fewer than k trials, of no cases, and of a k that is none', () => {
    const cases = [
      { passed: 3, trials: 3 },
      { passed: 1, trials: 2 },
    ];
    expect(passHat(2, cases)).not.toBeNull();
    for (const k of [0, 1.5, 3, Number.NaN]) {
      expect(passHat(k, cases)).toBeNull();
      expect(passAt(k, cases)).toBeNull();
    }
    expect(passHat(1, [])).toBeNull();
  });

  test('are the same at k = 1; beyond, pass^k falls and pass@k rises, within 0 and 1, whatever the order', () => {
    fc.assert(
      fc.property(evenCounts(6), (cases) => {
        expect(passAt(1, cases)).toBeCloseTo(passHat(1, cases) ?? -1, 12);
        for (let k = 1; k < 6; k++) {
          const [all, more] = [passHat(k, cases) ?? -1, passHat(k + 1, cases) ?? -1];
          const [any, oftener] = [passAt(k, cases) ?? -1, passAt(k + 1, cases) ?? -1];
          expect(more).toBeLessThanOrEqual(all + 1e-12);
          expect(oftener).toBeGreaterThanOrEqual(any - 1e-12);
          expect(all).toBeLessThanOrEqual(any + 1e-12);
          expect(Math.min(all, more)).toBeGreaterThanOrEqual(0);
          expect(Math.max(any, oftener)).toBeLessThanOrEqual(1);
          expect(passHat(k, [...cases].reverse())).toBeCloseTo(all, 12);
        }
      }),
    );
  });

  test('are what drawing k of the trials gives, counted out one by one', () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: 1, max: 4 }), ({ passed, trials }, k) => {
        fc.pre(k <= trials);
        const outcomes = Array.from({ length: trials }, (_, index) => index < passed);
        const draws = subsets(outcomes, k);
        const all = draws.filter((draw) => draw.every(Boolean)).length / draws.length;
        const any = draws.filter((draw) => draw.some(Boolean)).length / draws.length;
        expect(passHat(k, [{ passed, trials }])).toBeCloseTo(all, 12);
        expect(passAt(k, [{ passed, trials }])).toBeCloseTo(any, 12);
      }),
      { numRuns: 50 },
    );
  });

  test('coefficients are exact far beyond 50 trials, and coins add up', () => {
    expect(binomialCoefficient(50, 25)).toBe(126_410_606_437_752);
    expect(binomialCoefficient(5, 6)).toBe(0);
    const sum = Array.from({ length: 2001 }, (_, k) => fairCoinProbability(k, 2000)).reduce(
      (a, b) => a + b,
      0,
    );
    expect(sum).toBeCloseTo(1, 9);
  });
});

function subsets<Item>(items: readonly Item[], size: number): Item[][] {
  if (size === 0) return [[]];
  return items.flatMap((item, index) =>
    subsets(items.slice(index + 1), size - 1).map((rest) => [item, ...rest]),
  );
}

describe("Wilson's interval", () => {
  test.each([
    // R: prop.test(6, 52, correct = FALSE), as printed in R's bug report PR#2794.
    [6, 52, 0.95, 0.05396969, 0.22971664, 8],
    // R: prop.test(319, 1100, conf.level = 0.99, correct = FALSE), stats.stackexchange.com question 183225.
    [319, 1100, 0.99, 0.2561, 0.3264, 4],
    // R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
    [81, 263, 0.95, 0.2553, 0.3662, 4],
    [15, 148, 0.95, 0.0624, 0.1605, 4],
    [0, 20, 0.95, 0, 0.1611, 4],
    [1, 29, 0.95, 0.0061, 0.1718, 4],
  ])('of %i in %i at %d is R’s', (passed, trials, level, low, high, digits) => {
    const interval = wilsonInterval({ passed, trials }, level);
    expect(interval?.low.toFixed(digits)).toBe(low.toFixed(digits));
    expect(interval?.high.toFixed(digits)).toBe(high.toFixed(digits));
  });

  test('holds the share, stays within 0 and 1, mirrors, and narrows with more of the same', () => {
    fc.assert(
      fc.property(counts, ({ passed, trials }) => {
        const interval = wilsonInterval({ passed, trials });
        const mirrored = wilsonInterval({ passed: trials - passed, trials });
        const more = wilsonInterval({ passed: passed * 4, trials: trials * 4 });
        if (!interval || !mirrored || !more) throw new Error('an interval is missing');
        expect(interval.low).toBeGreaterThanOrEqual(0);
        expect(interval.high).toBeLessThanOrEqual(1);
        expect(interval.low).toBeLessThanOrEqual(passed / trials);
        expect(interval.high).toBeGreaterThanOrEqual(passed / trials);
        expect(mirrored.low).toBeCloseTo(1 - interval.high, 12);
        expect(more.high - more.low).toBeLessThan(interval.high - interval.low);
      }),
    );
    expect(wilsonInterval({ passed: 0, trials: 0 })).toBeNull();
  });

  test('quantiles are those of the tables', () => {
    expect(criticalValue(0.95)).toBeCloseTo(1.959964, 6);
    expect(criticalValue(0.99)).toBeCloseTo(2.575829, 6);
    expect(normalQuantile(0.8)).toBeCloseTo(0.841621, 6);
    expect(normalQuantile(0.001)).toBeCloseTo(-3.090232, 6);
  });
});

describe('the bootstrap over cases', () => {
  test('is the same for the same seed, holds its estimate, and widens where all cases are alike', () => {
    fc.assert(
      fc.property(evenCounts(3), fc.integer(), (cases, seed) => {
        const shares = passHatShares(2, cases) ?? [];
        const options = { seed, resamples: 50 };
        expect(rateInterval(shares, options)).toEqual(rateInterval(shares, options));
        const estimate = rateInterval(shares, options);
        if (estimate === null) throw new Error('no estimate');
        expect(estimate.value).toBeCloseTo(passHat(2, cases) ?? -1, 12);
        expect(estimate.low).toBeLessThanOrEqual(estimate.value);
        expect(estimate.high).toBeGreaterThanOrEqual(estimate.value);
        expect(estimate.high - estimate.low).toBeGreaterThan(0);
      }),
      { numRuns: 50 },
    );
    expect(bootstrapInterval([], () => 1, { seed: 1 })).toBeNull();
  });

  test('covers the truth about as often as it says, and more honestly than trials counted singly', () => {
    // 40 cases whose own pass rates are 0.15 or 0.95 (mean 0.55), 4 trials each: trials of a case are alike.
    const random = seededRandom(20);
    let byCase = 0;
    let byTrial = 0;
    const rounds = 200;
    for (let round = 0; round < rounds; round++) {
      const cases = Array.from({ length: 40 }, () => {
        const rate = random() < 0.5 ? 0.15 : 0.95;
        return { passed: [0, 1, 2, 3].filter(() => random() < rate).length, trials: 4 };
      });
      const mean = (drawn: readonly CaseCount[]) => passAt(1, drawn);
      const resampled = bootstrapInterval(cases, mean, { seed: round, resamples: 200 });
      const passed = cases.reduce((sum, count) => sum + count.passed, 0);
      const naive = wilsonInterval({ passed, trials: 160 });
      if (resampled && resampled.low <= 0.55 && 0.55 <= resampled.high) byCase++;
      if (naive && naive.low <= 0.55 && 0.55 <= naive.high) byTrial++;
    }
    expect(byCase / rounds).toBeGreaterThan(0.9);
    expect(byTrial / rounds).toBeLessThan(0.85);
  });

  test('random numbers are spread evenly', () => {
    const random = seededRandom(7);
    const bins = new Array(10).fill(0);
    for (let i = 0; i < 10_000; i++) bins[Math.floor(random() * 10)] += 1;
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    expect(chiSquare).toBeLessThan(27.9); // 9 degrees of freedom, p = 0.001
  });
});

describe('paired tests', () => {
  test('McNemar’s exact p and mid-p are the textbook’s', () => {
    // Fagerland, Lydersen and Laake 2013: airway hyper-responsiveness before and after transplantation, 1 and 7 pairs.
    expect(mcNemar({ lost: 1, gained: 7 }).toFixed(3)).toBe('0.070');
    expect(mcNemar({ lost: 1, gained: 7 }, { midP: true }).toFixed(3)).toBe('0.039');
    // Ten pairs all one way: 2/2^10.
    expect(mcNemar({ lost: 10, gained: 0 })).toBeCloseTo(2 / 1024, 12);
    expect(mcNemar({ lost: 0, gained: 0 })).toBe(1);
    expect(mcNemar({ lost: 4, gained: 4 })).toBe(1);
    expect(mcNemar({ lost: 1, gained: 1 }, { midP: true })).toBeCloseTo(0.75, 12);
    // Agresti, "Categorical Data Analysis": approval of a prime minister, 150 against 86; z = 4.17.
    expect(mcNemar({ lost: 150, gained: 86 })).toBeLessThan(0.0001);
  });

  test('McNemar is symmetric, mid-p never larger, both within 0 and 1; the randomisation test of signs is the same', () => {
    const pairs = fc.record({
      lost: fc.integer({ min: 0, max: 60 }),
      gained: fc.integer({ min: 0, max: 60 }),
    });
    fc.assert(
      fc.property(pairs, ({ lost, gained }) => {
        const p = mcNemar({ lost, gained });
        expect(p).toBeCloseTo(mcNemar({ lost: gained, gained: lost }), 12);
        expect(mcNemar({ lost, gained }, { midP: true })).toBeLessThanOrEqual(p);
        expect(p).toBeGreaterThan(0);
        expect(p).toBeLessThanOrEqual(1);
        const signs = [...new Array(lost).fill(-1), ...new Array(gained).fill(1), 0, 0];
        expect(randomisationTest(signs)).toBeCloseTo(p, 9);
      }),
    );
  });

  test('the randomisation test counts every way of signs', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 9 }), (differences) => {
        const total = Math.abs(differences.reduce((a, b) => a + b, 0));
        const ways = 2 ** differences.length;
        let extreme = 0;
        for (let signs = 0; signs < ways; signs++) {
          const sum = differences.reduce(
            (s, difference, i) => s + ((signs >> i) & 1 ? difference : -difference),
            0,
          );
          if (Math.abs(sum) >= total) extreme++;
        }
        expect(randomisationTest(differences)).toBeCloseTo(extreme / ways, 9);
      }),
    );
  });

  test('Holm steps down, never below the p itself, and keeps their order', () => {
    // Holm's procedure on 0.01, 0.04, 0.03, 0.005 as R's p.adjust gives it.
    expect(holm([0.01, 0.04, 0.03, 0.005]).map((p) => p.toFixed(3))).toEqual([
      '0.030',
      '0.060',
      '0.060',
      '0.020',
    ]);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (ps) => {
        const adjusted = holm(ps);
        ps.forEach((p, i) => {
          expect(adjusted[i]).toBeGreaterThanOrEqual(p);
          expect(adjusted[i]).toBeLessThanOrEqual(1);
          ps.forEach((q, j) => {
            if (p < q) expect(adjusted[i] ?? 0).toBeLessThanOrEqual(adjusted[j] ?? 1);
          });
        });
      }),
    );
  });

  test('the cases that are said to be needed find the difference about as often as promised', () => {
    // By hand: (1.959964·√0.3 + 0.841621·√(0.3 − 0.01))²/0.01 = 233.1.
    expect(casesNeeded({ difference: 0.1, discordant: 0.3 })).toBe(234);
    expect(casesNeeded({ difference: 0, discordant: 0.3 })).toBe(Number.POSITIVE_INFINITY);
    expect(casesNeeded({ difference: -0.2, discordant: 0.1 })).toBe(
      casesNeeded({ difference: 0.2, discordant: 0.2 }),
    );
    const random = seededRandom(5);
    const found = Array.from({ length: 400 }, () => {
      const seen = { lost: 0, gained: 0 };
      for (let i = 0; i < 234; i++) {
        const u = random();
        if (u < 0.2) seen.lost++;
        else if (u < 0.3) seen.gained++;
      }
      return mcNemar(seen) <= 0.05;
    }).filter(Boolean).length;
    expect(found / 400).toBeGreaterThan(0.72);
    expect(found / 400).toBeLessThan(0.88);
  });
});

describe('agreement', () => {
  test('κ is the textbook’s', () => {
    // 50 grant proposals, two readers (Cohen's kappa, Wikipedia): 20, 5, 10, 15.
    expect(cohensKappa([[20, 5], [10, 15]])?.value).toBeCloseTo(0.4, 10); // biome-ignore format: a table
    expect(cohensKappa([[45, 15], [25, 15]])?.value).toBeCloseTo(0.1304, 4); // biome-ignore format: a table
    expect(cohensKappa([[25, 35], [5, 35]])?.value).toBeCloseTo(0.2593, 4); // biome-ignore format: a table
    // Fleiss, Levin and Paik, "Statistical Methods for Rates and Proportions", table 18.1: κ = 0.68, s.e. 0.087.
    const diagnoses = cohensKappa([
      [75, 1, 4],
      [5, 4, 1],
      [0, 0, 10],
    ]);
    expect(diagnoses?.value).toBeCloseTo(0.676, 3);
    expect(((diagnoses?.high ?? 0) - (diagnoses?.low ?? 0)) / 2 / 1.959964).toBeCloseTo(0.087, 2);
  });

  test('κ’s interval is that of the delta method, worked out by small steps', () => {
    const cell = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 9, maxLength: 9 }), (cells) => {
        const table = (values: readonly number[]) => [
          values.slice(0, 3),
          values.slice(3, 6),
          values.slice(6),
        ];
        const total = cells.reduce((sum, count) => sum + count, 0);
        const kappa = cohensKappa(table(cells));
        if (kappa === null || kappa.low <= -1 || kappa.high >= 1) return;
        const step = total * 1e-6;
        const slopes = cells.map((count, index) => {
          const moved = (by: number) => cohensKappa(table(cells.with(index, count + by)))?.value ?? 0;
          return ((moved(step) - moved(-step)) / (2 * step)) * total;
        });
        const mean = slopes.reduce((sum, slope, i) => sum + (slope * (cells[i] ?? 0)) / total, 0);
        const square = slopes.reduce((sum, slope, i) => sum + (slope ** 2 * (cells[i] ?? 0)) / total, 0);
        const error = Math.sqrt((square - mean ** 2) / total);
        expect((kappa.high - kappa.value) / 1.959964).toBeCloseTo(error, 5);
      }),
    );
  });

  test('κ is 1 only of those who always agree, null where chance explains all, the same whoever is first', () => {
    const table = fc.array(fc.nat(20), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(table, ([a = 0, b = 0, c = 0, d = 0]) => {
        const kappa = cohensKappa([
          [a, b],
          [c, d],
        ]);
        if (kappa === null) return;
        expect(kappa.value).toBeLessThanOrEqual(1 + 1e-12);
        expect(kappa.value).toBeGreaterThanOrEqual(-1 - 1e-12);
        expect(kappa.value > 1 - 1e-12).toBe(b + c === 0);
        const turned = cohensKappa([
          [a, c],
          [b, d],
        ]);
        expect(turned?.value).toBeCloseTo(kappa.value, 10);
        expect(turned?.low).toBeCloseTo(kappa.low, 10);
      }),
    );
    expect(cohensKappa([[0, 0], [0, 0]])).toBeNull(); // biome-ignore format: a table
    expect(cohensKappa([[9, 0], [0, 0]])).toBeNull(); // biome-ignore format: a table
  });

  test('rates of a judge come with Wilson’s interval, and are null where people gave no such label', () => {
    const agreement = raterAgreement({
      truePositive: 46,
      falseNegative: 4,
      falsePositive: 6,
      trueNegative: 44,
    });
    expect(agreement.truePositiveRate).toMatchObject({
      value: 0.92,
      ...wilsonInterval({ passed: 46, trials: 50 }),
    });
    expect(agreement.trueNegativeRate?.value).toBe(0.88);
    expect(agreement.kappa?.value).toBeCloseTo(0.8, 10);
    expect(
      raterAgreement({ truePositive: 3, falseNegative: 0, falsePositive: 0, trueNegative: 0 }),
    ).toMatchObject({
      kappa: null,
      trueNegativeRate: null,
    });
  });
});

describe('stopping early', () => {
  test('a comparison that is looked at after every pair raises a false alarm in at most α of all runs', () => {
    const random = seededRandom(11);
    let alarms = 0;
    let naive = 0;
    for (let run = 0; run < 250; run++) {
      const seen = { lost: 0, gained: 0 };
      let stopped = false;
      let peeked = false;
      for (let pair = 0; pair < 80; pair++) {
        if (random() < 0.5) seen.lost++;
        else seen.gained++;
        stopped ||= sequentialComparison(seen).stop;
        peeked ||= mcNemar(seen) <= 0.05;
      }
      if (stopped) alarms++;
      if (peeked) naive++;
    }
    expect(alarms / 250).toBeLessThanOrEqual(0.05);
    // What it protects from: McNemar itself, looked at after every pair.
    expect(naive / 250).toBeGreaterThan(0.1);
  });

  test('a pass rate at the bar is called missed, or reached, in at most α of all runs; one far from it soon is', () => {
    const random = seededRandom(12);
    let missed = 0;
    let reached = 0;
    let found = 0;
    for (let run = 0; run < 150; run++) {
      const atBar = watch(random, 0.9, 100);
      if (atBar.missed) missed++;
      if (atBar.reached) reached++;
      if (watch(random, 0.6, 60).missed) found++;
    }
    expect(missed / 150).toBeLessThanOrEqual(0.05);
    expect(reached / 150).toBeLessThanOrEqual(0.05);
    expect(found / 150).toBeGreaterThan(0.95);
  });

  test('evidence starts at 1, is a martingale, and grows without bound where one failure refutes', () => {
    expect(sequentialComparison({ lost: 0, gained: 0 })).toEqual({ eValue: 1, stop: false });
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), (lost, gained) => {
        const now = sequentialComparison({ lost, gained }).eValue;
        const next =
          (sequentialComparison({ lost: lost + 1, gained }).eValue +
            sequentialComparison({ lost, gained: gained + 1 }).eValue) /
          2;
        expect(next / now).toBeCloseTo(1, 9);
      }),
    );
    expect(sequentialPassRate({ passed: 5, failed: 1 }, 1).missed.stop).toBe(true);
    expect(sequentialPassRate({ passed: 500, failed: 0 }, 1)).toMatchObject({
      missed: { stop: false },
      reached: { stop: false },
    });
  });
});

function watch(random: () => number, rate: number, trials: number): { missed: boolean; reached: boolean } {
  const seen = { passed: 0, failed: 0 };
  const stopped = { missed: false, reached: false };
  for (let trial = 0; trial < trials; trial++) {
    if (random() < rate) seen.passed++;
    else seen.failed++;
    const { missed, reached } = sequentialPassRate(seen, 0.9);
    stopped.missed ||= missed.stop;
    stopped.reached ||= reached.stop;
  }
  return stopped;
}
