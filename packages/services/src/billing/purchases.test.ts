import { afterAll, beforeAll, expect, test } from 'vitest';
import { purchaseTemplate } from './purchase-template.ts';
import { type MoneyStand, openMoneyStand } from './testing/money-stand.ts';

let money: MoneyStand;
beforeAll(async () => {
  money = await openMoneyStand();
});
afterAll(() => money.close());

/** The books of one purchase, as lines that a person would write. */
async function booksOf(purchaseId: string): Promise<string[]> {
  const lines = await money.rows<{ line: string }>(
    `select e.cause || ' ' || l.account || ' ' || l.amount_minor || ' ' || l.currency as line
     from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
     where e.purchase_id = $1 order by e.occurred_at, e.id, l.position`,
    [purchaseId],
  );
  return lines.map(({ line }) => line);
}

test('19.00 are 13.30 for the creator and 5.70 for the platform, once Stripe has confirmed', async () => {
  const buyer = await money.tenant();
  const template = await money.listed();
  const started = await money.buy(buyer, template.id);
  expect(started).toMatchObject({ owned: false, template: { price_minor: 1_900, currency: 'usd' } });
  expect(started.checkout_url).toMatch(/^http:\/\/127\.0\.0\.1/);
  await money.settle();
  expect(money.answers).not.toEqual([]);
  expect(new Set(money.answers)).toEqual(new Set(['taken']));
  expect(await booksOf(started.purchase_id)).toEqual([
    'sale stripe_balance 1900 usd',
    'sale platform_revenue -570 usd',
    'sale creator_payable -1330 usd',
    'fee stripe_fees 85 usd',
    'fee stripe_balance -85 usd',
  ]);
  const again = await purchaseTemplate({ ctx: buyer, input: { template_id: template.id } });
  expect(again).toMatchObject({ purchase_id: started.purchase_id, owned: true, checkout_url: null });
  expect(again.receipt_url).toBeTruthy();
  const [counted] = await money.rows('select purchases_count from public.templates where id = $1', [
    template.id,
  ]);
  expect(counted).toEqual({ purchases_count: 1 });
});
