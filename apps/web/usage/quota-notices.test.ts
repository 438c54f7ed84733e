import { expect, test } from 'vitest';
import { tightQuota } from '../e2e/answers.ts';
import { quotaNotices } from './quota-notices.ts';

const now = Date.parse('2026-11-21T12:00:00Z');

test('what has stopped is said before what is about to', () => {
  expect(quotaNotices(tightQuota, now).map(({ says }) => says)).toEqual([
    'Nothing is left of the budget of the API key “Nightly report”. Its model calls that cost something are refused until 1 December, in 9 days.',
    'Less than a fifth is left of the runs of this period. It has to last until 1 December, in 9 days.',
  ]);
});

test('the same news keeps its id; worse news, and that of another period, is other news', () => {
  const idsOf = (quota: typeof tightQuota) => quotaNotices(quota, now).map(({ id }) => id);
  const runs = (change: object) => idsOf({ ...tightQuota, key_budgets: [], ...change });
  const near = runs({});
  expect(runs({ runs: { ...tightQuota.runs, used: 44_000 } })).toEqual(near);
  expect(runs({ runs: { ...tightQuota.runs, state: 'used_up' } })).not.toEqual(near);
  expect(runs({ period: { ...tightQuota.period, resets_at: '2027-01-01T00:00:00.000Z' } })).not.toEqual(near);
  expect(runs({ runs: { ...tightQuota.runs, state: 'fine' } })).toEqual([]);
});
