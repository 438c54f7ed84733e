import type { Quota } from '../trpc/outputs.ts';
import { sayReset, sayUntil } from './say-reset.ts';

export interface QuotaNotice {
  /** The same for the same news of the same period. */
  id: string;
  state: 'near' | 'used_up';
  says: string;
}

/** What a person should know before it stops them, the worst first. */
export function quotaNotices(quota: Quota, now: number): QuotaNotice[] {
  const { period, budget } = quota;
  const notices: QuotaNotice[] = [];
  const add = (what: string, state: Quota['runs']['state'], resetsAt: string, stop: string) => {
    if (state === 'fine') return;
    const until = `${sayReset(resetsAt)}, ${sayUntil(resetsAt, now)}`;
    notices.push({
      id: `${what}@${resetsAt}=${state}`.replaceAll(' ', '-'),
      state,
      says:
        state === 'used_up'
          ? `Nothing is left of ${what}. ${stop} until ${until}.`
          : `Less than a fifth is left of ${what}. It has to last until ${until}.`,
    });
  };
  add('the runs of this period', quota.runs.state, period.resets_at, 'New runs are refused');
  add(
    'the tokens of this period',
    quota.tokens.state,
    period.resets_at,
    'New runs and model calls are refused',
  );
  add(
    'the team’s monthly budget',
    budget.state,
    budget.resets_at,
    'Model calls that cost something are refused',
  );
  for (const key of quota.key_budgets) {
    add(
      `the budget of the API key “${key.name}”`,
      key.state,
      budget.resets_at,
      'Its model calls that cost something are refused',
    );
  }
  return notices.sort((one, other) => Number(other.state === 'used_up') - Number(one.state === 'used_up'));
}
