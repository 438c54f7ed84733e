import { invalidRequest } from '../http/stripe-error.ts';
import type { CheckoutSession } from '../shapes/checkout-session.ts';
import { noAddress } from '../shapes/none.ts';
import type { World } from '../world.ts';
import { amountsOff, type Reduction, reductionByCode, reductionOf } from './discounts.ts';
import { taxOf } from './tax.ts';

/** Works a session's amounts out anew: what each line comes to, less what is off, and the tax where the buyer is. */
export function priceSession(world: World, account: string, session: CheckoutSession): void {
  const reduction = reductionOfSession(world, account, session);
  const subtotals = session._items.map((item) => item.amount_subtotal);
  const off = reduction === null ? subtotals.map(() => 0) : amountsOff(reduction.coupon, subtotals);
  const address = session.customer_details?.address ?? null;
  const payer = { address, tax_exempt: session.customer_details?.tax_exempt ?? 'none' };
  const sums = { subtotal: 0, discount: 0, tax: 0, total: 0 };
  session._items.forEach((item, index) => {
    item.amount_discount = off[index] ?? 0;
    const net = item.amount_subtotal - item.amount_discount;
    const tax = session.automatic_tax.enabled ? taxOf(net, payer, item.price.tax_behavior) : null;
    item.amount_tax = tax?.amount ?? 0;
    item.amount_total = net + (tax?.tax_behavior === 'exclusive' ? tax.amount : 0);
    sums.subtotal += item.amount_subtotal;
    sums.discount += item.amount_discount;
    sums.tax += item.amount_tax;
    sums.total += item.amount_total;
  });
  const due = session._isTrial ? { subtotal: 0, discount: 0, tax: 0, total: 0 } : sums;
  session.amount_subtotal = due.subtotal;
  session.amount_total = due.total;
  session.total_details = { amount_discount: due.discount, amount_shipping: 0, amount_tax: due.tax };
  if (session.automatic_tax.enabled) {
    const status = address?.country ? ('complete' as const) : ('requires_location_inputs' as const);
    session.automatic_tax = { ...session.automatic_tax, status };
  }
}

/** What the session's price is reduced by, as it is now; null for nothing. */
export function reductionOfSession(
  world: World,
  account: string,
  session: CheckoutSession,
): Reduction | null {
  const [discount] = session.discounts;
  if (discount === undefined) return null;
  const { coupon, promotion_code } = discount;
  const asked = promotion_code === null ? { coupon: coupon ?? '' } : { promotion_code };
  return reductionOf({ world, account }, asked, subtotalOf(session));
}

/** What a person typed into the field for it; an empty one takes it back. Throws Stripe's refusal. */
export function applyCode(world: World, account: string, session: CheckoutSession, code: string): void {
  if (session.allow_promotion_codes !== true) {
    throw invalidRequest('This checkout takes no promotion codes.', { param: 'discounts' });
  }
  const found = code === '' ? null : reductionByCode({ world, account }, code, subtotalOf(session));
  session.discounts =
    found === null ? [] : [{ coupon: found.coupon.id, promotion_code: found.promotionCode?.id ?? null }];
  priceSession(world, account, session);
  world.put(account, session);
}

/** Where the buyer says to be: tax follows it, and the customer where the shop asked for that. */
export function applyCountry(world: World, account: string, session: CheckoutSession, country: string): void {
  const details = session.customer_details ?? {
    address: null,
    business_name: null,
    email: session.customer_email,
    individual_name: null,
    name: null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
  const address = { ...(details.address ?? noAddress()), country };
  session.customer_details = { ...details, address };
  if (session._keepsAddress && session.customer !== null) {
    const customer = world.store.get(account, 'customer', session.customer);
    if (customer !== null) {
      customer.address = address;
      world.put(account, customer);
    }
  }
  priceSession(world, account, session);
  world.put(account, session);
}

function subtotalOf(session: CheckoutSession): number {
  return session._items.reduce((sum, item) => sum + item.amount_subtotal, 0);
}
