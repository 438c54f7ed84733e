import type {
  CreatorAccountView,
  DifferenceView,
  EarningTrace,
  ModerationQueue,
  PayoutTrace,
  PayoutView,
  ReconciliationView,
} from '@agent-factory/contracts';
import { someEarnings, someListing } from './some-marketplace.ts';

const at = '2026-11-20T10:00:00.000Z';

export const readyAccount: CreatorAccountView = {
  status: 'ready',
  country: 'DE',
  transfers_enabled: true,
  payouts_enabled: true,
  requirements: [],
};

const payout = (id: string, amount_minor: number, more: Partial<PayoutView> = {}): PayoutView => ({
  id,
  amount_minor,
  currency: 'usd',
  status: 'paid',
  failure: null,
  arrives_at: '2026-11-22T10:00:00.000Z',
  created_at: at,
  ...more,
});

export const somePayouts: { items: PayoutView[] } = {
  items: [
    payout('po_1', 2_660),
    payout('po_2', 9_310, {
      status: 'failed',
      failure: 'The bank account has been closed. Put in another one and it is tried again.',
      created_at: '2026-11-13T10:00:00.000Z',
    }),
  ],
};

const [sale, split] = someEarnings.lines;
if (sale === undefined || split === undefined) throw new Error('the statement has two sales');

const sent = (entry_id: `led_${string}`, amount_minor: number): typeof sale => ({
  ...sale,
  entry_id,
  kind: 'transfer',
  amount_minor,
  sale: null,
});

export const somePayoutTrace: PayoutTrace = {
  payout: payout('po_1', 2_660),
  before_minor: 133,
  moved_minor: 2_527,
  left_minor: 0,
  moves: [
    { line: sent(`led_${'5'.repeat(26)}`, 1_330), sale },
    { line: sent(`led_${'6'.repeat(26)}`, 1_197), sale: split },
  ],
  next_cursor: null,
};

export const someEntry: EarningTrace = {
  line: split,
  postings: [
    { account: 'stripe_balance', whose: 'platform', amount_minor: 1_900, currency: 'usd' },
    { account: 'platform_revenue', whose: 'platform', amount_minor: -570, currency: 'usd' },
    { account: 'creator_payable', whose: 'you', amount_minor: -1_197, currency: 'usd' },
    { account: 'creator_payable', whose: 'another_maker', amount_minor: -133, currency: 'usd' },
  ],
  of_sale: [split, sent(`led_${'6'.repeat(26)}`, -1_197)],
};

export const someModeration: ModerationQueue = {
  waiting: [
    {
      template_id: someListing.id,
      version_id: someListing.version_id,
      title: someListing.title,
      summary: someListing.summary,
      description: someListing.description,
      category: someListing.category,
      tags: someListing.tags,
      price_minor: 1_900,
      publisher: 'Harbour Works',
      version: 3,
      permissions: someListing.permissions,
      loosened: someListing.versions[0]?.loosened ?? [],
      evidence: someListing.evidence,
      waiting_since: at,
    },
  ],
  reports: [
    {
      report_id: `rpt_${'1'.repeat(26)}`,
      template_id: someListing.id,
      title: 'Refund desk',
      template_status: 'listed',
      reason: 'misleading',
      details: 'It says that it waits for a person before it gives money back. It did not wait.',
      created_at: at,
    },
    {
      report_id: `rpt_${'2'.repeat(26)}`,
      template_id: someListing.id,
      title: 'Newsroom: research, write and check a piece in the house’s own style',
      template_status: 'suspended',
      reason: 'stolen',
      details: 'These are our instructions, word for word.',
      created_at: at,
    },
  ],
};

const comparison = (n: string, more: Partial<ReconciliationView>): ReconciliationView => ({
  reconciliation_id: `rec_${n.repeat(26)}`,
  since: '2026-11-18T10:00:00.000Z',
  until: at,
  status: 'balanced',
  movements: 1_284,
  differences: 0,
  failure: null,
  started_at: at,
  finished_at: at,
  ...more,
});

export const someComparisons: { items: ReconciliationView[] } = {
  items: [
    comparison('1', { status: 'differs', differences: 2 }),
    comparison('2', {}),
    comparison('3', { status: 'failed', movements: 0, failure: 'Stripe did not answer.' }),
  ],
};

export const someDifferences: { items: DifferenceView[] } = {
  items: [
    {
      kind: 'amount_differs',
      balance_transaction: 'txn_3PqN2eLkdIwHu7ix1aZ',
      source_id: 'ch_3PqN2eLkdIwHu7ix1',
      at_stripe: '1900',
      in_ledger: '1800',
    },
    {
      kind: 'missing_in_ledger',
      balance_transaction: 'txn_3PqN2eLkdIwHu7ix2bY',
      source_id: null,
      at_stripe: 'stripe_fee -85 usd, fee 0',
      in_ledger: null,
    },
  ],
};
