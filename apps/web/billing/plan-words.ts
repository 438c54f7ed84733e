import type { BillingView } from '@agent-factory/contracts';

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
export const sayDay = (iso: string) => day.format(new Date(iso));

/** What stands behind the plan, in one sentence. */
export function planSentence({ plan_from, subscription, enabled }: BillingView): string {
  const { status, current_period_end, trial_end, cancel_at } = subscription;
  if (cancel_at !== null) return `It ends on ${sayDay(cancel_at)}. Nothing is deleted after that.`;
  if (status === 'trialing' && trial_end !== null)
    return `A trial until ${sayDay(trial_end)}. The first payment is due then.`;
  if (plan_from === 'subscription' && current_period_end !== null)
    return `Renews on ${sayDay(current_period_end)}.`;
  if (plan_from === 'given') return 'Given by whoever runs this installation.';
  return enabled
    ? 'Costs nothing, for as long as you like.'
    : 'Everybody here has it: nothing is sold on this installation.';
}

/** What is owed and what becomes of it; null while all is paid. */
export function dunningSentence({ subscription, plan_from }: BillingView): string | null {
  const { status, past_due_since, entitled_until } = subscription;
  if (status === 'past_due' && past_due_since !== null) {
    return `A payment has failed since ${sayDay(past_due_since)}. ${
      entitled_until === null
        ? 'Put in a card that works to keep the plan.'
        : `Put in a card that works until ${sayDay(entitled_until)}, or the team goes back to the free plan. Nothing is deleted.`
    }`;
  }
  if (
    status === 'unpaid' ||
    (status === 'canceled' && past_due_since !== null && plan_from !== 'subscription')
  )
    return 'The plan ended because it was not paid. All that your team made is still there; what is beyond the free plan waits.';
  if (status === 'incomplete')
    return 'The first payment was not finished. Start again, or look at the invoice.';
  return null;
}
