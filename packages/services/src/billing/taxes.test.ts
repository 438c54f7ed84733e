import { afterAll, beforeAll, expect, test } from 'vitest';
import { exportEarnings } from './export-earnings.ts';
import { getEarnings } from './get-earnings.ts';
import { getPurchase } from './get-purchase.ts';
import { listInvoices } from './list-invoices.ts';
import { purchaseTemplate } from './purchase-template.ts';
import { reconcile } from './reconcile.ts';
import { refundPurchase } from './refund-purchase.ts';
import { startPlanCheckout } from './start-plan-checkout.ts';
import { type MoneyStand, openMoneyStand } from './testing/money-stand.ts';

// What Stripe adds to a price and takes off it: tax is the state's and no part of the split, and what a promotion code
// takes off nobody gets.

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

const day = 86_400_000;

async function booksOf(where: string, of: string): Promise<string[]> {
  const lines = await money.rows<{ line: string }>(
    `select e.cause || ' ' || l.account || ' ' || l.amount_minor as line
     from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
     where ${where} and e.cause <> 'fee' order by 1`,
    [of],
  );
  return lines.map(({ line }) => line);
}

test('19.00 in Germany are 22.61: 3.61 are owed to the state, 13.30 and 5.70 stay as they are', async () => {
  const buyer = await money.tenant();
  const { id, creator } = await money.listed();
  const { purchase_id } = await money.buy(buyer, id, undefined, { country: 'DE' });
  await money.settle();
  const of = (cause: string) => booksOf(`e.cause = '${cause}' and e.purchase_id = $1`, purchase_id);
  expect(await of('sale')).toEqual([
    'sale creator_payable -1330',
    'sale platform_revenue -570',
    'sale stripe_balance 2261',
    'sale tax_payable -361',
  ]);
  expect(await getPurchase({ ctx: buyer, input: { purchase_id } })).toMatchObject({
    amount_minor: 2_261,
    tax_minor: 361,
    refundable_minor: 2_261,
  });
  const again = await purchaseTemplate({ ctx: buyer, input: { template_id: id } });
  expect(again.template.price_minor).toBe(1_900);
  const { lines } = await getEarnings({ ctx: creator, input: {} });
  expect(lines).toMatchObject([
    {
      amount_minor: 1_330,
      sale: { gross_minor: 1_900, tax_minor: 361, platform_minor: 570, royalties_minor: 0 },
    },
  ]);
  const [head, sale] = (await exportEarnings({ ctx: creator, input: {} })).split('\r\n');
  expect(head).toMatch(/,amount_minor,currency,gross_minor,tax_minor,platform_minor,royalties_minor$/);
  expect(sale).toMatch(/,1330,usd,1900,361,570,0$/);

  // A third of it goes back, and of the tax as much as belongs to that; then the rest of both.
  await refundPurchase({ ctx: buyer, input: { purchase_id, amount_minor: 750 } });
  await money.settle();
  expect(await of('refund')).toEqual([
    'refund creator_payable 441',
    'refund platform_revenue 189',
    'refund stripe_balance -750',
    'refund tax_payable 120',
  ]);
  await refundPurchase({ ctx: buyer, input: { purchase_id } });
  await money.settle();
  const [left] = await money.rows(
    `select count(*)::int as accounts from (
       select account from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
       where e.purchase_id = $1 and e.cause <> 'fee' group by account having sum(amount_minor) <> 0) open`,
    [purchase_id],
  );
  expect(left).toEqual({ accounts: 0 });
}, 60_000);

test('what was paid with a promotion code is what is split; nothing at all is owned all the same', async () => {
  const sdk = await money.services.stripe?.sdk();
  for (const [code, percent_off] of [
    ['QUARTER', 25],
    ['GIFT', 100],
  ] as const) {
    const coupon = await sdk?.coupons.create({ percent_off, duration: 'once' });
    await sdk?.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon?.id ?? '' }, code });
  }
  const buyer = await money.tenant();
  const quarter = await money.listed();
  const { purchase_id } = await money.buy(buyer, quarter.id, undefined, {
    country: 'DE',
    promotionCode: 'quarter',
  });
  await money.settle();
  // 19.00 less 4.75 are 14.25: 9.98 and 4.27, and 2.71 tax on top.
  expect(await booksOf('e.purchase_id = $1', purchase_id)).toEqual([
    'sale creator_payable -998',
    'sale platform_revenue -427',
    'sale stripe_balance 1696',
    'sale tax_payable -271',
  ]);
  const gift = await money.listed();
  const given = await money.buy(buyer, gift.id, undefined, { promotionCode: 'GIFT' });
  await money.settle();
  expect(await getPurchase({ ctx: buyer, input: { purchase_id: given.purchase_id } })).toMatchObject({
    owned: true,
    status: 'completed',
    amount_minor: 0,
    refundable_minor: 0,
  });
  expect(await booksOf('e.purchase_id = $1', given.purchase_id)).toEqual([]);
}, 60_000);

test('a plan is taxed on every invoice, less while a code holds, and gives tax back in proportion', async () => {
  const sdk = await money.services.stripe?.sdk();
  const coupon = await sdk?.coupons.create({ percent_off: 50, duration: 'once' });
  await sdk?.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon?.id ?? '' }, code: 'HALF' });
  const subscriber = await money.tenant();
  await startPlanCheckout({ ctx: subscriber, input: { plan: 'pro' } });
  const [checkout] = await money.rows<{ id: string; customer: string }>(
    `select checkout_session_id as id, stripe_customer_id as customer
     from public.billing_customers where team_id = $1`,
    [subscriber.actor.teamId],
  );
  money.local.checkout(checkout?.id ?? '', undefined, { country: 'FR', promotionCode: 'HALF' });
  // The trial of 14 days costs nothing and uses up no code; half a month after it comes the second invoice, a month later
  // the third.
  money.local.advance(50 * 86_400);
  await money.settle();
  const { items } = await listInvoices({ ctx: subscriber });
  expect(items.map(({ total_minor, tax_minor }) => [total_minor, tax_minor])).toEqual([
    [5_880, 980],
    [2_940, 490],
    [0, 0],
  ]);
  const [paid] = await money.rows<{ intent: string }>(
    `select e.cause_id as intent from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
     where e.cause = 'subscription' and l.account = 'tax_payable' and l.amount_minor = -490`,
  );
  for (const amount of [1_000, 1_940]) {
    await sdk?.refunds.create({ payment_intent: paid?.intent ?? '', amount });
  }
  await money.settle();
  expect(await booksOf(`e.cause = $1 and e.purchase_id is null`, 'subscription_refund')).toEqual([
    'subscription_refund stripe_balance -1000',
    'subscription_refund stripe_balance -1940',
    'subscription_refund subscription_revenue 1617',
    'subscription_refund subscription_revenue 833',
    'subscription_refund tax_payable 167',
    'subscription_refund tax_payable 323',
  ]);
}, 60_000);

test('reconciliation: nothing differs, and a tax that the books have otherwise is found', async () => {
  const compare = async () => {
    const id = await reconcile({
      services: money.services,
      since: new Date(Date.now() - day),
      until: new Date(Date.now() + 90 * day),
    });
    return money.rows<{ kind: string; at_stripe: string; in_ledger: string }>(
      'select kind, at_stripe, in_ledger from public.reconciliation_differences where reconciliation_id = $1',
      [id],
    );
  };
  expect(await compare()).toEqual([]);
  await money.rows(
    `update public.ledger_postings set amount_minor = case account when 'tax_payable' then -360 else amount_minor - 1 end
     where entry_id = (select entry_id from public.ledger_postings where account = 'tax_payable' and amount_minor = -361)
       and account in ('tax_payable', 'platform_revenue')`,
  );
  expect(await compare()).toEqual([{ kind: 'tax_differs', at_stripe: '361 usd', in_ledger: '360 usd' }]);
}, 60_000);
