import fc from 'fast-check';
import type Stripe from 'stripe';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { amountsOff } from './acts/discounts.ts';
import { taxOf } from './acts/tax.ts';
import { newCoupon } from './shapes/discount.ts';
import { openStand, type Stand } from './testing/stand.ts';

let stand: Stand;
beforeAll(async () => {
  stand = await openStand();
});
afterAll(() => stand.close());

const in_ = (country: string | null, tax_exempt = 'none') => ({ address: { country }, tax_exempt });

function checkout(customer: string, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) {
  return stand.stripe.checkout.sessions.create({
    mode: 'payment',
    customer,
    customer_update: { address: 'auto' },
    automatic_tax: { enabled: true },
    success_url: 'http://localhost/done',
    line_items: [
      { price_data: { currency: 'usd', unit_amount: 1_900, product_data: { name: 'A' } }, quantity: 1 },
    ],
    ...more,
  });
}

test('tax by where the buyer is: on top, inside, none, or the buyer’s own to pay', () => {
  expect(taxOf(1_900, in_('DE'), null)).toMatchObject({ amount: 361, taxable_amount: 1_900 });
  expect(taxOf(1_190, in_('DE'), 'inclusive')).toMatchObject({ amount: 190, taxable_amount: 1_000 });
  expect(taxOf(1_900, in_('US'), null)).toMatchObject({ amount: 0, taxability_reason: 'not_collecting' });
  expect(taxOf(1_900, in_('DE', 'reverse'), null)).toMatchObject({
    amount: 0,
    taxability_reason: 'reverse_charge',
  });
  expect(taxOf(-1_900, in_('DE'), null).amount).toBe(-361);
});

test('an amount off is spread to the last cent, never below nothing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -1_000, max: 1_000_000 }), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 2_000_000 }),
      (amounts, amountOff) => {
        const coupon = newCoupon(
          { id: 'c', created: 0 },
          { amountOff, percentOff: null, currency: 'usd', duration: 'once', months: null },
        );
        const off = amountsOff(coupon, amounts);
        const open = amounts.map((one) => Math.max(0, one));
        const total = open.reduce((sum, one) => sum + one, 0);
        expect(off.reduce((sum, one) => sum + one, 0)).toBe(Math.min(total, amountOff));
        off.forEach((one, index) => {
          expect(one).toBeGreaterThanOrEqual(0);
          expect(one).toBeLessThanOrEqual(open[index] ?? 0);
        });
      },
    ),
  );
});

test('a checkout is taxed where the buyer says to be, and charges that; the customer keeps the address', async () => {
  const { stripe, local } = stand;
  const { id: customer } = await stripe.customers.create({});
  await expect(checkout(customer, { customer_update: {} })).rejects.toMatchObject({
    code: 'customer_tax_location_invalid',
  });
  const { id, amount_total, automatic_tax } = await checkout(customer);
  expect({ amount_total, status: automatic_tax.status }).toEqual({
    amount_total: 1_900,
    status: 'requires_location_inputs',
  });
  local.checkout(id, undefined, { country: 'DE' });
  const paid = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent'] });
  expect(paid).toMatchObject({
    status: 'complete',
    amount_subtotal: 1_900,
    amount_total: 2_261,
    automatic_tax: { enabled: true, status: 'complete' },
    total_details: { amount_tax: 361, amount_discount: 0 },
    payment_intent: { amount_received: 2_261 },
  });
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ address: { country: 'DE' } });
});

test('a promotion code takes its part off before tax, as often as it may, and then no more', async () => {
  const { stripe, local } = stand;
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'once' });
  await stripe.promotionCodes.create({
    promotion: { type: 'coupon', coupon: coupon.id },
    code: 'Autumn25',
    max_redemptions: 1,
  });
  const { id: customer } = await stripe.customers.create({});
  const first = await checkout(customer, { allow_promotion_codes: true });
  local.checkout(first.id, undefined, { country: 'DE', promotionCode: 'autumn25' });
  // 19.00 less 4.75 are 14.25, of which 19 % are 2.71.
  expect(await stripe.checkout.sessions.retrieve(first.id)).toMatchObject({
    amount_total: 1_696,
    total_details: { amount_discount: 475, amount_tax: 271 },
    discounts: [{ coupon: coupon.id }],
  });
  expect(await stripe.coupons.retrieve(coupon.id)).toMatchObject({ times_redeemed: 1 });
  const second = await checkout(customer, { allow_promotion_codes: true });
  expect(() => local.checkout(second.id, undefined, { promotionCode: 'AUTUMN25' })).toThrow(/used up/);
  expect(() => local.checkout(second.id, undefined, { promotionCode: 'nobody' })).toThrow(/invalid/);
  await expect(
    checkout(customer, { allow_promotion_codes: true, discounts: [{ coupon: coupon.id }] }),
  ).rejects.toThrow(/only specify one/);
});

test('what costs nothing after a code asks for no card’s money', async () => {
  const { stripe, local } = stand;
  const coupon = await stripe.coupons.create({ amount_off: 5_000, currency: 'usd', duration: 'once' });
  const { id: customer } = await stripe.customers.create({});
  const { id } = await checkout(customer, { discounts: [{ coupon: coupon.id }] });
  local.checkout(id);
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({
    status: 'complete',
    payment_status: 'no_payment_required',
    amount_total: 0,
    payment_intent: null,
  });
});

test('invoices of a subscription: less while the coupon holds, taxed each time', async () => {
  const { stripe, local } = stand;
  const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'once' });
  const { id: customer } = await stripe.customers.create({ address: { country: 'FR' } });
  const price = await stripe.prices.create({
    currency: 'usd',
    unit_amount: 4_900,
    recurring: { interval: 'month' },
    product_data: { name: 'Pro' },
  });
  const session = await checkout(customer, {
    mode: 'subscription',
    line_items: [{ price: price.id, quantity: 1 }],
    discounts: [{ coupon: coupon.id }],
  });
  local.checkout(session.id);
  local.advance(32 * 86_400);
  const { data } = await stripe.invoices.list({ customer });
  const told = data.map((one) => ({
    subtotal: one.subtotal,
    off: one.total_discount_amounts?.reduce((sum, { amount }) => sum + amount, 0),
    tax: one.total_taxes?.reduce((sum, { amount }) => sum + amount, 0),
    total: one.total,
    paid: one.amount_paid,
  }));
  expect(told).toEqual([
    { subtotal: 4_900, off: 0, tax: 980, total: 5_880, paid: 5_880 },
    { subtotal: 4_900, off: 2_450, tax: 490, total: 2_940, paid: 2_940 },
  ]);
  expect(data[0]?.lines.data[0]?.taxes).toMatchObject([
    { amount: 980, taxable_amount: 4_900, taxability_reason: 'standard_rated' },
  ]);
});

test('the page asks for the country and the code, says what they come to, and charges that', async () => {
  const { stripe } = stand;
  const coupon = await stripe.coupons.create({ percent_off: 10, duration: 'once' });
  await stripe.promotionCodes.create({ promotion: { type: 'coupon', coupon: coupon.id }, code: 'TENTH' });
  const { id: customer } = await stripe.customers.create({});
  const { id, url } = await checkout(customer, { allow_promotion_codes: true });
  const post = async (fields: Record<string, string>) => {
    const answer = await fetch(url ?? '', {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
    });
    return { status: answer.status, text: await answer.text() };
  };
  expect((await post({ terms: '1', country: 'DE', code: 'nope' })).text).toContain('is invalid');
  const page = await post({ terms: '1', country: 'DE', code: 'tenth' });
  // 19.00 less 1.90 are 17.10, of which 19 % are 3.25.
  for (const said of ['−$1.90', '$3.25', 'Tax (Germany)', 'Pay $20.35']) expect(page.text).toContain(said);
  expect((await post({ card: '4242424242424242' })).status).toBe(303);
  expect(await stripe.checkout.sessions.retrieve(id)).toMatchObject({ amount_total: 2_035 });
});
