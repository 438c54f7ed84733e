import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { reconcile } from './reconcile.ts';
import { refundForBrokenInvariant } from './refund-broken-invariant.ts';
import { refundPurchase } from './refund-purchase.ts';
import { sendDueTransfers } from './send-due-transfers.ts';
import { startPlanCheckout } from './start-plan-checkout.ts';
import { type MoneyStand, onboard, openMoneyStand } from './testing/money-stand.ts';

// Twenty-one ways in which books and Stripe can part, each planted by itself in books that are right: exactly that difference
// is found, at that movement, and nothing else.

let money: MoneyStand;
const day = 86_400_000;

/** The movements of the books by what they are of; each exists. */
type Known = Record<
  | 'sale'
  | 'other'
  | 'refund'
  | 'refund_failed'
  | 'dispute_opened'
  | 'dispute_won'
  | 'transfer'
  | 'reversal'
  | 'subscription',
  string
>;
let known: Known;

beforeAll(async () => {
  money = await openMoneyStand();
  const creator = await money.tenant();
  await onboard(money, creator);
  const sell = async (card?: string) => {
    const { id } = await money.listed({ creator });
    const buyer = await money.tenant();
    const { purchase_id } = await money.buy(buyer, id, card);
    await money.settle();
    return { buyer, purchase_id };
  };
  const [first, second] = [await sell(), await sell()];
  const later = { ...money.services, clock: { now: () => Date.now() + 30 * day } };
  await sendDueTransfers({ services: later });
  await money.settle();
  const broken = { version: 1, invariants: ['x'] };
  await refundForBrokenInvariant({
    services: money.services,
    purchaseId: second.purchase_id,
    note: 'x',
    broken,
  });
  await money.settle();
  const returned = await sell('4000000000005126');
  await refundPurchase({
    ctx: returned.buyer,
    input: { purchase_id: returned.purchase_id, amount_minor: 500 },
  });
  await money.settle();
  money.local.advance(120);
  await money.settle();
  const disputed = await sell('4000000000000259');
  const [dispute] = await money.rows<{ id: string }>(
    'select id from public.disputes where purchase_id = $1',
    [disputed.purchase_id],
  );
  const sdk = await money.services.stripe?.sdk();
  const evidence = { uncategorized_text: 'winning_evidence' };
  await sdk?.disputes.update(dispute?.id ?? '', { evidence, submit: true });
  const subscriber = await money.tenant();
  await startPlanCheckout({ ctx: subscriber, input: { plan: 'pro' } });
  const [checkout] = await money.rows<{ id: string }>(
    'select checkout_session_id as id from public.billing_customers where team_id = $1',
    [subscriber.actor.teamId],
  );
  money.local.checkout(checkout?.id ?? '', undefined, { approve: true });
  money.local.advance(16 * 86_400);
  await money.settle();
  const movements = await money.rows<{ cause: string; id: string; purchase: string }>(
    `select cause, balance_transaction as id, purchase_id as purchase from public.ledger_entries
     where balance_transaction is not null and cause <> 'fee' order by id`,
  );
  const of = (cause: string, purchase?: string) => {
    const found = movements.find((one) => one.cause === cause && (purchase ?? one.purchase) === one.purchase);
    if (found === undefined) throw new Error(`nothing was booked as ${cause}`);
    return found.id;
  };
  known = {
    sale: of('sale', first.purchase_id),
    other: of('sale', returned.purchase_id),
    refund: of('refund', second.purchase_id),
    refund_failed: of('refund_failed'),
    dispute_opened: of('dispute_opened'),
    dispute_won: of('dispute_won'),
    transfer: of('transfer', first.purchase_id),
    reversal: of('reversal'),
    subscription: of('subscription'),
  };
  // As superuser, so that lines can be changed at all; kept so that each case begins with books that are right.
  await money.rows(`create table public.right_entries as select * from public.ledger_entries`);
  await money.rows(`create table public.right_postings as select * from public.ledger_postings`);
}, 300_000);
afterAll(() => money.close());

beforeEach(async () => {
  await money.rows(
    `set session_replication_role = replica;
     delete from public.ledger_postings; delete from public.ledger_entries;
     insert into public.ledger_entries select * from public.right_entries;
     insert into public.ledger_postings select * from public.right_postings;
     set session_replication_role = default`,
  );
});

async function differences(): Promise<string[]> {
  const id = await reconcile({
    services: money.services,
    since: new Date(Date.now() - day),
    until: new Date(Date.now() + 90 * day),
  });
  const rows = await money.rows<{ kind: string; id: string }>(
    `select kind, balance_transaction as id from public.reconciliation_differences
     where reconciliation_id = $1 order by position`,
    [id],
  );
  return rows.map(({ kind, id: movement }) => `${kind} ${movement}`);
}

/** What is booked for a movement is there no more. */
const gone = `delete from public.ledger_postings where entry_id in (
    select id from public.ledger_entries where balance_transaction = $1);
  delete from public.ledger_entries where balance_transaction = $1`;
const entryOf = `(select id from public.ledger_entries where balance_transaction = $1 and cause <> 'fee')`;
const feeOf = `(select id from public.ledger_entries where balance_transaction = $1 and cause = 'fee')`;
const amount = (change: string, of = entryOf) =>
  `update public.ledger_postings set amount_minor = ${change} where entry_id = ${of} and account = 'stripe_balance'`;
/** Booked once more, under another cause's id. In one statement each, since an entry that posts nothing does not commit. */
const twice = `with again as (
    insert into public.ledger_entries (id, cause, cause_id, purchase_id, balance_transaction, occurred_at)
    select app.new_id('led'), cause, cause_id || '_again', purchase_id, balance_transaction, occurred_at
    from public.ledger_entries where balance_transaction = $1 and cause <> 'fee' returning id
  )
  insert into public.ledger_postings (entry_id, position, account, creator_team_id, currency, amount_minor)
  select again.id, p.position, p.account, p.creator_team_id, p.currency, p.amount_minor
  from again, public.ledger_postings p where p.entry_id = ${entryOf}`;
/** A movement that only the books have. */
const invented = `with invented as (
    insert into public.ledger_entries (id, cause, cause_id, balance_transaction, occurred_at)
    select app.new_id('led'), 'adjustment', 'invented', 'txn_invented', occurred_at
    from public.ledger_entries where balance_transaction = $1 and cause <> 'fee' returning id
  )
  insert into public.ledger_postings (entry_id, position, account, currency, amount_minor)
  select id, position, account, 'usd', amount
  from invented, (values (0, 'stripe_balance', 100), (1, 'platform_revenue', -100)) as line (position, account, amount)`;

const planted: readonly [string, keyof Known, string, (at: Known) => string[]][] = [
  ['a sale that nobody booked', 'sale', gone, ({ sale }) => [`missing_in_ledger ${sale}`]],
  ['a refund that nobody booked', 'refund', gone, ({ refund }) => [`missing_in_ledger ${refund}`]],
  [
    'a refund that came back, not booked',
    'refund_failed',
    gone,
    (at) => [`missing_in_ledger ${at.refund_failed}`],
  ],
  [
    'a dispute that nobody booked',
    'dispute_opened',
    gone,
    (at) => [`missing_in_ledger ${at.dispute_opened}`],
  ],
  [
    'a dispute that was won, not booked',
    'dispute_won',
    gone,
    (at) => [`missing_in_ledger ${at.dispute_won}`],
  ],
  ['a transfer that nobody booked', 'transfer', gone, ({ transfer }) => [`missing_in_ledger ${transfer}`]],
  ['a reversal that nobody booked', 'reversal', gone, ({ reversal }) => [`missing_in_ledger ${reversal}`]],
  [
    'a plan’s payment that nobody booked',
    'subscription',
    gone,
    (at) => [`missing_in_ledger ${at.subscription}`],
  ],
  ['a movement that Stripe does not have', 'sale', invented, () => ['missing_at_stripe txn_invented']],
  ['a sale a cent too high', 'sale', amount('amount_minor + 1'), ({ sale }) => [`amount_differs ${sale}`]],
  [
    'a refund a cent too low',
    'refund',
    amount('amount_minor + 1'),
    ({ refund }) => [`amount_differs ${refund}`],
  ],
  [
    'a transfer with the wrong sign',
    'transfer',
    amount('-amount_minor'),
    ({ transfer }) => [`amount_differs ${transfer}`],
  ],
  [
    'a plan’s payment with two digits swapped',
    'subscription',
    amount('amount_minor + 900'),
    (at) => [`amount_differs ${at.subscription}`],
  ],
  [
    'a part of the platform booked as tax',
    'sale',
    `update public.ledger_postings set account = 'tax_payable' where entry_id = ${entryOf} and account = 'platform_revenue'`,
    ({ sale }) => [`tax_differs ${sale}`],
  ],
  ['a fee a cent too low', 'sale', amount('amount_minor + 1', feeOf), ({ sale }) => [`fee_differs ${sale}`]],
  [
    'the fee of a dispute that was forgotten',
    'dispute_opened',
    `delete from public.ledger_postings where entry_id = ${feeOf}`,
    (at) => [`fee_differs ${at.dispute_opened}`],
  ],
  [
    'a sale in another currency',
    'sale',
    `update public.ledger_postings set currency = 'eur' where entry_id = ${entryOf}`,
    ({ sale }) => [`currency_differs ${sale}`],
  ],
  ['a sale that was booked twice', 'sale', twice, ({ sale }) => [`booked_twice ${sale}`]],
  ['a transfer that was booked twice', 'transfer', twice, ({ transfer }) => [`booked_twice ${transfer}`]],
  [
    'a reversal booked as a refund',
    'reversal',
    `update public.ledger_entries set cause = 'refund' where id = ${entryOf}`,
    ({ reversal }) => [`cause_differs ${reversal}`],
  ],
  [
    'a sale booked for another buyer’s payment',
    'sale',
    `update public.ledger_entries set purchase_id = (
       select purchase_id from public.right_entries where cause = 'refund_failed') where id = ${entryOf}`,
    ({ sale }) => [`source_differs ${sale}`],
  ],
];

test('twenty and one more of tax, and none in books that are right', async () => {
  expect(planted.length).toBe(21);
  expect(new Set(planted.map(([name]) => name)).size).toBe(21);
  expect(await differences()).toEqual([]);
});

test.each(planted)('%s', async (_name, at, statements, expected) => {
  for (const statement of statements.split(';\n')) await money.rows(statement, [known[at]]);
  expect(await differences()).toEqual(expected(known));
});

test('what happened at Stripe alone is found until the books have it', async () => {
  const sdk = await money.services.stripe?.sdk();
  const [sale] = await money.rows<{ charge: string }>(
    `select p.charge_id as charge from public.purchases p join public.ledger_entries e on e.purchase_id = p.id
     where e.balance_transaction = $1 and e.cause = 'sale'`,
    [known.other],
  );
  money.local.webhooks.hold();
  const refund = await sdk?.refunds.create({ charge: sale?.charge ?? '', amount: 100 });
  expect(await differences()).toEqual([`missing_in_ledger ${String(refund?.balance_transaction)}`]);
  money.local.webhooks.release({ copies: 1, shuffleSeed: 1 });
  await money.settle();
  expect(await differences()).toEqual([]);
});
