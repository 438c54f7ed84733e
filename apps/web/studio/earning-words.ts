import type { EarningLine, PostingView } from '@agent-factory/contracts';

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

const accounts: Readonly<Record<string, string>> = {
  stripe_balance: 'The platform’s balance at Stripe',
  disputes_held: 'Held back in a dispute',
  creator_receivable: 'Owed to the platform',
  creator_payable: 'Earned, not sent',
  buyer_payable: 'Owed to the buyer',
  tax_payable: 'Tax',
  platform_revenue: 'The platform’s part',
  stripe_fees: 'Stripe’s fees',
  write_offs: 'Given up on',
  connected_balance: 'Your Stripe account',
  connected_owner: 'Your own money',
};

/** The account of a posting, in the words of somebody who keeps no books. */
export function accountWords({ account, whose }: PostingView): string {
  const said = accounts[account] ?? account.replaceAll('_', ' ');
  return whose === 'another_maker' ? 'Another maker’s part' : said;
}
