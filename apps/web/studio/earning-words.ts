import type { EarningLine } from '@agent-factory/contracts';

/** What moved the creator's money, as a line of a statement says it. */
export const earningWords: Readonly<Record<EarningLine['kind'], string>> = {
  sale: 'Sale',
  royalty: 'Share of a fork’s sale',
  refund: 'Given back',
  refund_failed: 'Giving back failed',
  dispute_lost: 'Dispute lost',
  transfer: 'Sent to your Stripe account',
  reversal: 'Taken back from your Stripe account',
  receivable: 'Owed to the platform',
  recovery: 'Taken for what was owed',
  payout: 'Paid out to your bank',
  payout_failed: 'Payout failed',
};
