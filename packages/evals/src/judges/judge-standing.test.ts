import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenced, judgement, judgeThat, markIn } from '../testing/judges.ts';
import { askAboutItems, calibrationOf, type Opinion } from './calibrate-judge.ts';
import { checkOrder } from './check-order.ts';
import { judgeBars, judgeStanding } from './judge-standing.ts';
import { labelledItems } from './labelled-item.ts';

const items = labelledItems();
const opinions = (agree: (place: number) => boolean, times = 2): Opinion[] =>
  items.map((item, place) => {
    const other = item.label === 'pass' ? 'fail' : 'pass';
    return { item, verdicts: Array.from({ length: times }, () => (agree(place) ? item.label : other)) };
  });

describe('the labelled set', () => {
  it('is large, balanced, and varied', () => {
    expect(items.length).toBeGreaterThanOrEqual(100);
    expect(new Set(items.map(({ id }) => id)).size).toBe(items.length);
    const passes = items.filter(({ label }) => label === 'pass').length / items.length;
    expect(passes).toBeGreaterThan(0.4);
    expect(passes).toBeLessThan(0.6);
    const sorts = Map.groupBy(items, ({ sort }) => sort);
    expect(sorts.size).toBe(9);
    for (const [, of] of sorts) {
      expect(of.length).toBeGreaterThanOrEqual(8);
      expect(new Set(of.map(({ label }) => label)).size).toBe(2);
    }
    const told = items.map(({ answer, criterion }) => `${answer}\n${criterion}`);
    expect(new Set(told).size).toBe(items.length);
  });

  it('gives nothing to a judge that always says the same, or looks at length alone', () => {
    const always = items.map((item) => ({ item, verdicts: ['pass', 'pass'] as const }));
    expect(calibrationOf(always).kappa?.value ?? 0).toBeCloseTo(0, 10);
    expect(judgeStanding(calibrationOf(always)).standing).toBe('advisory');
    const median = items.map(({ answer }) => answer.length).sort((a, b) => a - b)[items.length / 2] ?? 0;
    const byLength = items.map((item) => ({
      item,
      verdicts: [item.answer.length >= median ? ('pass' as const) : ('fail' as const)],
    }));
    expect(calibrationOf(byLength).kappa?.value).toBeLessThan(0.4);
  });
});

describe('calibration', () => {
  it('asks a judge about each item as often as it should, and adds up what it costs', async () => {
    const label = new Map(items.map((item) => [`${item.answer}\n${item.criterion}`, item]));
    let asked = 0;
    const perfect = judgeThat((question) => {
      asked++;
      const item = label.get(`${fenced(question, 'ANSWER')}\n${fenced(question, 'STATEMENT')}`);
      return judgement(question, item?.label ?? 'unclear', item?.label === 'pass' ? item.answer : '');
    });
    const result = await askAboutItems(perfect, items, { times: 2 });
    expect([asked, result.costNanoUsd]).toEqual([items.length * 2, items.length * 2_000]);
    const calibration = calibrationOf(result.opinions);
    expect(calibration).toMatchObject({ items: items.length, undecidedRate: 0, consistency: 1 });
    expect(calibration.kappa?.value).toBe(1);
    expect(judgeStanding(calibration)).toEqual({ standing: 'trusted', reasons: [], bars: judgeBars });
  });

  it('counts what was no verdict against the judge', async () => {
    const result = await askAboutItems(
      judgeThat(() => 'prose'),
      items.slice(0, 4),
    );
    expect(calibrationOf(result.opinions)).toMatchObject({ undecidedRate: 1, consistency: null });
    const { confusion } = calibrationOf(result.opinions);
    expect(confusion.truePositive + confusion.trueNegative).toBe(0);
  });

  it('knows a judge that says another thing the second time', () => {
    const wavering = opinions(() => true).map((opinion, place) =>
      place % 5 === 0 ? { ...opinion, verdicts: ['pass', 'fail'] as const } : opinion,
    );
    const { consistency } = calibrationOf(wavering);
    expect(consistency).toBeCloseTo(0.8, 2);
    expect(judgeStanding(calibrationOf(wavering)).reasons.join()).toContain('the same again');
  });

  it('a judge is trusted only above every bar', () => {
    expect(judgeStanding(calibrationOf(opinions((place) => place % 20 !== 0))).standing).toBe('trusted');
    expect(judgeStanding(calibrationOf(opinions((place) => place % 4 !== 0))).standing).toBe('advisory');
    expect(judgeStanding(calibrationOf(opinions(() => true).slice(0, 60))).reasons).toHaveLength(1);
    expect(judgeStanding(calibrationOf(opinions(() => true, 1))).reasons).toHaveLength(1);
    expect(judgeStanding(null).standing).toBe('advisory');
    expect(judgeStanding(calibrationOf([])).standing).toBe('advisory');
  });

  it('more agreement never costs a judge its standing', () => {
    fc.assert(
      fc.property(fc.nat(items.length), fc.nat(items.length), (a, b) => {
        const [fewer, more] = [Math.min(a, b), Math.max(a, b)].map(
          (wrong) =>
            judgeStanding(calibrationOf(opinions((place) => (place * 61) % items.length >= wrong))).standing,
        );
        if (more === 'trusted') expect(fewer).toBe('trusted');
      }),
      { numRuns: 50 },
    );
  });
});

describe('the order check', () => {
  const pairs = [1, 2, 3, 4].map((n) => ({
    input: 'x',
    criterion: 'Better',
    one: `answer ${n}`,
    other: `other ${n}`,
    models: [],
  }));

  it('finds a judge that prefers the first place', async () => {
    const first = judgeThat((question) =>
      JSON.stringify({
        id: markIn(question),
        better: 'first',
        evidence: fenced(question, 'FIRST'),
        reason: 'So.',
      }),
    );
    const order = await checkOrder(first, pairs);
    expect(order).toMatchObject({ pairs: 4, agreement: 0, unreadable: 0, costNanoUsd: 8_000 });
    const calibration = calibrationOf(opinions(() => true));
    expect(judgeStanding(calibration, { order, comparesPairs: true }).standing).toBe('advisory');
    expect(judgeStanding(calibration, { order }).standing).toBe('trusted');
  });

  it('says nothing of a judge that cannot be read', async () => {
    expect(
      await checkOrder(
        judgeThat(() => 'x'),
        pairs,
      ),
    ).toMatchObject({ agreement: null, unreadable: 4 });
  });
});
