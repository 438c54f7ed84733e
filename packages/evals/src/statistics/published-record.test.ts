import { describe, expect, test } from 'vitest';
import type { CaseCount } from './estimate.ts';
import { passHat } from './pass-rates.ts';

type Row = readonly [number, number, number, number];

/**
 * pass^1 … pass^4 of τ-bench airline (50 tasks × 4 trials), as the README of sierra-research/tau-bench publishes them for
 * tool calling with gpt-4o (the run whose trajectories lie beside it), its first leaderboard's run of the same,
 * gpt-4o-mini, Act and ReAct; and how many of the 50 tasks passed 0, 1, 2, 3 and 4 of their trials.
 *
 * The counts are not read off the trajectories (one file of 4.1 MB) but off the rows: of the 316,251 ways in which 50
 * tasks can pass 0 to 4 of 4 trials each, exactly one gives each row to three decimals, which the last test tries.
 */
const published: readonly (readonly [name: string, row: Row, tasks: readonly number[]])[] = [
  ['tool calling, gpt-4o', [0.42, 0.273, 0.22, 0.2], [14, 12, 10, 4, 10]],
  ['tool calling, gpt-4o, first leaderboard', [0.38, 0.237, 0.185, 0.16], [16, 13, 8, 5, 8]],
  ['tool calling, gpt-4o-mini', [0.225, 0.14, 0.11, 0.1], [30, 7, 6, 2, 5]],
  ['Act, gpt-4o', [0.365, 0.217, 0.16, 0.14], [17, 11, 11, 4, 7]],
  ['ReAct, gpt-4o', [0.325, 0.233, 0.185, 0.16], [26, 4, 7, 5, 8]],
];

function record(tasks: readonly number[]): CaseCount[] {
  return tasks.flatMap((count, passed) => Array.from({ length: count }, () => ({ passed, trials: 4 })));
}

describe.each(published)('%s', (_name, row, tasks) => {
  test.each([1, 2, 3, 4])('pass^%i is the published one to three decimals', (k) => {
    expect(record(tasks)).toHaveLength(50);
    expect(passHat(k, record(tasks))?.toFixed(3)).toBe(row[k - 1]?.toFixed(3));
  });

  test('the k-th power of the pass rate is not, neither of all trials nor of each task', () => {
    const rate = row[0];
    const powers = record(tasks).map(({ passed, trials }) => (passed / trials) ** 4);
    expect((rate ** 4).toFixed(3)).not.toBe(row[3].toFixed(3));
    expect((powers.reduce((sum, power) => sum + power, 0) / 50).toFixed(3)).not.toBe(row[3].toFixed(3));
  });

  test('no other record of 50 tasks × 4 trials gives that row', () => {
    expect(recordsThatGive(row)).toEqual([tasks]);
  });
});

/** All of them, by the share that tasks with c passed trials contribute: C(c, k)/C(4, k). */
function recordsThatGive(row: Row): number[][] {
  const one = [0, 1, 2, 3, 4].map((passed) =>
    [1, 2, 3, 4].map((k) => passHat(k, [{ passed, trials: 4 }]) ?? 0),
  );
  const found: number[][] = [];
  for (let four = 0; four <= 50; four++) {
    for (let three = 0; three + four <= 50; three++) {
      for (let two = 0; two + three + four <= 50; two++) {
        for (let oneOf = 0; oneOf + two + three + four <= 50; oneOf++) {
          const tasks = [50 - oneOf - two - three - four, oneOf, two, three, four];
          const gives = row.every((value, index) => {
            const sum = tasks.reduce(
              (total, count, passed) => total + count * (one[passed]?.[index] ?? 0),
              0,
            );
            return Math.abs(sum / 50 - value) < 0.00051;
          });
          if (gives) found.push(tasks);
        }
      }
    }
  }
  return found;
}
