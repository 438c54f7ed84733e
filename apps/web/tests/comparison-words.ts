import type { TestComparison } from '../trpc/outputs.ts';

type Comparison = NonNullable<TestComparison['comparison']>;

/** What the paired test says, for a person who knows no statistics. */
export function verdictWords(comparison: Comparison | null): {
  verdict: 'better' | 'worse' | 'cannot tell';
  says: string;
} {
  if (comparison === null) {
    return { verdict: 'cannot tell', says: 'They have no judged case in common.' };
  }
  const { verdict, needed, pairs, difference } = comparison;
  const cases = `${pairs} ${pairs === 1 ? 'case' : 'cases'} in common`;
  const change = `${signed(difference.value * 100)} points, and it could as well be ${signed(difference.low * 100)} to ${signed(difference.high * 100)} (95%), on ${cases}.`;
  if (verdict !== 'inconclusive') return { verdict, says: `${change} Chance does not explain that.` };
  const more = needed === null ? null : Math.max(0, needed - pairs);
  const wanted =
    more === null
      ? ''
      : more === 0
        ? ' There are enough cases to have seen a difference of ten points: there is likely none so large.'
        : ` About ${more.toLocaleString('en-US')} more ${more === 1 ? 'case' : 'cases'} needed to see a difference of ten points.`;
  return { verdict: 'cannot tell', says: `${change}${wanted}` };
}

/** With its sign: +3.5, −2, 0. */
export function signed(value: number): string {
  const rounded = Math.round(value * 10) / 10;
  return rounded > 0 ? `+${rounded}` : rounded < 0 ? `−${Math.abs(rounded)}` : '0';
}
