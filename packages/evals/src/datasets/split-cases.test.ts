import { type TestCase, testCaseSchema } from '@agent-factory/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { engines } from '../testing/engines.ts';
import { datasetHash, taskHash } from './dataset-hash.ts';
import { type CaseOf, splitCases } from './split-cases.ts';
import { variantsOf } from './variants.ts';

const made = (name: string, more: object = {}): TestCase =>
  testCaseSchema.parse({ name, input: `Question ${name}`, ...more });
const many = Array.from({ length: 400 }, (_, n) => made(`case ${n}`));
const placeOf = (cases: readonly TestCase[], options = {}) => {
  const { train, validation, sealed } = splitCases(cases, engines, options);
  const places = new Map<string, string>();
  for (const { name } of train) places.set(name, 'train');
  for (const { name } of validation) places.set(name, 'validation');
  sealed.open((all) => all.map(({ name }) => places.set(name, 'sealed')));
  return places;
};

describe('splitCases', () => {
  it('divides about as asked, and everything once', () => {
    const { train, validation, sealed } = splitCases(many, engines);
    expect(train.length + validation.length + sealed.size).toBe(400);
    // Three standard deviations of 400 drawn cases.
    expect(Math.abs(train.length - 240)).toBeLessThan(30);
    expect(Math.abs(sealed.size - 80)).toBeLessThan(24);
  });

  it('leaves a case where it is when others come or go, or it is expected more of it', () => {
    const before = placeOf(many);
    fc.assert(
      fc.property(fc.subarray(many, { minLength: 1 }), (some) => {
        const changed = some.map((each) => ({ ...each, tags: ['new'], critical: true, expect: [] }));
        for (const [name, place] of placeOf([...changed].reverse())) expect(place).toBe(before.get(name));
      }),
      { numRuns: 20 },
    );
  });

  it('divides otherwise by another seed', () => {
    const other = placeOf(many, { seed: 'b' });
    const same = [...placeOf(many)].filter(([name, place]) => other.get(name) === place).length;
    expect(same).toBeLessThan(240);
  });

  it('keeps together what has one task, and variants with what they were made of', () => {
    const pairs = many.slice(0, 60).flatMap((each) => [each, { ...each, name: `${each.name} again` }]);
    const places = placeOf(pairs);
    for (const { name } of many.slice(0, 60)) expect(places.get(`${name} again`)).toBe(places.get(name));
    const sealed = made('sealed by hand', { split: 'sealed' });
    const variants = variantsOf(sealed, { seed: 1 });
    const ofVariants = variants.flatMap((each) => variantsOf(each, { seed: 2, kinds: ['case'] }));
    expect(ofVariants.length).toBeGreaterThan(0);
    const all = placeOf([sealed, ...variants, ...ofVariants]);
    expect(new Set(all.values())).toEqual(new Set(['sealed']));
  });

  it('keeps what is sealed out of sight, and counts who looks', () => {
    const { sealed } = splitCases([made('secret', { split: 'sealed' })], engines);
    expect(JSON.stringify({ sealed })).toBe('{"sealed":{"sealed":1}}');
    expect(Object.keys(sealed)).not.toContain('cases');
    expect(sealed.openings).toBe(0);
    expect(sealed.open((cases) => cases.length)).toBe(1);
    expect(sealed.openings).toBe(1);
    // @ts-expect-error What is sealed is no list of cases.
    const list: readonly TestCase[] = sealed;
    const train: CaseOf<'train'>[] = [];
    // @ts-expect-error Nor is one of its cases a case to train on.
    sealed.open((cases) => train.push(...cases));
    expect(list).toBe(sealed);
  });

  it.each([
    { train: 1, validation: 1, sealed: 0 },
    { train: 1.2, validation: -0.2, sealed: 0 },
    { train: Number.NaN, validation: 0.5, sealed: 0.5 },
  ])('refuses shares that are none: %j', (shares) => {
    expect(() => splitCases(many, engines, { shares })).toThrow(/must add up to 1/);
  });
});

describe('datasetHash', () => {
  it('is the same in any order, and another when anything changes', () => {
    const [first, ...rest] = many.slice(0, 5) as [TestCase, ...TestCase[]];
    const hash = datasetHash([first, ...rest], engines);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(datasetHash([...rest, first].reverse(), engines)).toBe(hash);
    for (const change of [
      { name: 'x' },
      { input: { query: 'y' } },
      { critical: true },
      { tags: ['t'] },
      { split: 'train' as const },
    ]) {
      expect(datasetHash([{ ...first, ...change }, ...rest], engines)).not.toBe(hash);
    }
    expect(datasetHash([{ ...first, input: { b: 1, a: 2 } }], engines)).toBe(
      datasetHash([{ ...first, input: { a: 2, b: 1 } }], engines),
    );
  });

  it('of a task does not see its name', () => {
    expect(taskHash({ ...made('a'), name: 'b' } as TestCase, engines)).toBe(taskHash(made('a'), engines));
  });
});
