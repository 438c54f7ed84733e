import fc from 'fast-check';
import { expect, test } from 'vitest';
import { caseRates } from './case-rates.ts';

test('a case that passes three of four: half of the pairs are whole, no four are, and any two have a pass', () => {
  const rates = caseRates(['pass', 'fail', 'pass', 'error', 'pass', 'inconclusive', null]);
  expect(rates).toMatchObject({ judged: 4, passed: 3, passRate: { value: 0.75 } });
  expect(rates.passHat).toEqual([
    { k: 1, value: 0.75 },
    { k: 2, value: 0.5 },
    { k: 3, value: 0.25 },
    { k: 4, value: 0 },
  ]);
  expect(rates.passAt).toEqual([
    { k: 1, value: 0.75 },
    { k: 2, value: 1 },
    { k: 3, value: 1 },
    { k: 4, value: 1 },
  ]);
});

test('what nobody judged has no rate', () => {
  expect(caseRates(['error', null])).toEqual({
    judged: 0,
    passed: 0,
    passRate: null,
    passAt: [],
    passHat: [],
  });
});

test('more trials at once pass less often together, and more often once', () => {
  const verdict = fc.constantFrom('pass' as const, 'fail' as const, 'error' as const);
  fc.assert(
    fc.property(fc.array(verdict, { maxLength: 30 }), (verdicts) => {
      const { passRate, passAt, passHat, judged } = caseRates(verdicts);
      expect(passHat).toHaveLength(Math.min(10, judged));
      for (const [place, { value }] of passHat.entries()) {
        expect(value).toBeLessThanOrEqual((passHat[place - 1]?.value ?? 1) + 1e-12);
        expect(passAt[place]?.value).toBeGreaterThanOrEqual((passAt[place - 1]?.value ?? 0) - 1e-12);
      }
      if (passRate !== null) {
        expect(passRate.low).toBeLessThanOrEqual(passRate.value);
        expect(passRate.high).toBeGreaterThanOrEqual(passRate.value);
      }
    }),
  );
});
