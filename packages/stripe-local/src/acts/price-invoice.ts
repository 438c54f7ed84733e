import type { Customer } from '../shapes/customer.ts';
import type { Discount } from '../shapes/discount.ts';
import type { Invoice } from '../shapes/invoice.ts';
import type { Subscription } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { amountsOff } from './discounts.ts';
import { taxOf } from './tax.ts';

/** Notes on the invoice and its lines what the discounts that still hold take off, and says how much in all. */
export function reduceInvoice(world: World, invoice: Invoice, ids: readonly string[]): number {
  let all = 0;
  for (const id of ids) {
    const discount = world.store.find('discount', id)?.object;
    const coupon = world.store.find('coupon', discount?.source.coupon ?? '')?.object;
    if (discount === undefined || coupon === undefined || isOver(world, discount)) continue;
    const { data } = invoice.lines;
    const off = amountsOff(
      coupon,
      data.map((line) => (line.discountable ? line.amount - offOf(line) : 0)),
    );
    data.forEach((line, index) => {
      const amount = off[index] ?? 0;
      if (amount > 0) line.discount_amounts.push({ amount, discount: id });
    });
    const amount = off.reduce((sum, one) => sum + one, 0);
    invoice.discounts.push(id);
    invoice.total_discount_amounts.push({ amount, discount: id });
    all += amount;
  }
  return all;
}

function isOver(world: World, { end }: Discount): boolean {
  return end !== null && end <= world.now();
}

function offOf({ discount_amounts }: Invoice['lines']['data'][number]): number {
  return discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
}

/** Notes tax line by line and in all; what of it comes on top, and what was inside the prices. */
export function taxInvoice(invoice: Invoice, customer: Customer): { onTop: number; inside: number } {
  const sums = { onTop: 0, inside: 0 };
  for (const line of invoice.lines.data) {
    const tax = taxOf(line.amount - offOf(line), customer, line._taxBehavior);
    line.taxes = [tax];
    const same = invoice.total_taxes.find(
      (one) =>
        one.tax_behavior === tax.tax_behavior &&
        one.tax_rate_details?.tax_rate === tax.tax_rate_details?.tax_rate,
    );
    if (same === undefined) invoice.total_taxes.push({ ...tax });
    else {
      same.amount += tax.amount;
      same.taxable_amount += tax.taxable_amount;
    }
    sums[tax.tax_behavior === 'exclusive' ? 'onTop' : 'inside'] += tax.amount;
  }
  invoice.automatic_tax = {
    disabled_reason: null,
    enabled: true,
    liability: { type: 'self' },
    provider: 'stripe',
    status: customer.address?.country ? 'complete' : 'requires_location_inputs',
  };
  return sums;
}

/** A coupon for once is used up by the first invoice that it takes something off. */
export function keepOpenDiscounts(
  world: World,
  invoice: Invoice,
  subscription: Pick<Subscription, 'discounts'> | null,
): void {
  if (subscription === null) return;
  const isUsedUp = (id: string) => {
    const coupon = world.store.find('discount', id)?.object.source.coupon ?? '';
    const tookOff = invoice.total_discount_amounts.some((one) => one.discount === id && one.amount > 0);
    return tookOff && world.store.find('coupon', coupon)?.object.duration === 'once';
  };
  subscription.discounts = subscription.discounts.filter((id) => !isUsedUp(id));
}
