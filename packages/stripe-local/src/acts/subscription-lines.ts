import { need } from '../http/listing.ts';
import type { Price } from '../shapes/catalogue.ts';
import type { LineFields, Period } from '../shapes/invoice.ts';
import type { Subscription, SubscriptionItem } from '../shapes/subscription.ts';
import type { World } from '../world.ts';
import { money } from './refund-charge.ts';

interface Place {
  world: World;
  account: string;
}

/** The line for one item's whole period. */
export function periodLine(
  place: Place,
  subscription: Pick<Subscription, 'id'>,
  item: Pick<SubscriptionItem, 'id' | 'price' | 'quantity'>,
  period: Period,
  free = false,
): LineFields {
  const { price, quantity } = item;
  const name = productName(place, price);
  const each = money(price.unit_amount, price.currency);
  return {
    amount: free ? 0 : price.unit_amount * quantity,
    currency: price.currency,
    description: free
      ? `Trial period for ${name}`
      : `${quantity} × ${name} (at ${each} / ${price.recurring?.interval ?? 'once'})`,
    period,
    proration: false,
    quantity,
    price,
    subscription: subscription.id,
    subscriptionItem: item.id,
  };
}

/** Two lines for a change within a period: what is left of the old goes back, what is left of the new is owed. */
export function prorationLines(
  place: Place,
  subscription: Pick<Subscription, 'id'>,
  item: SubscriptionItem,
  next: { price: Price; quantity: number } | null,
  at: number,
): LineFields[] {
  const { current_period_start: start, current_period_end: end } = item;
  const left = Math.max(0, Math.min(1, (end - at) / (end - start)));
  const share = (price: Price, quantity: number) => Math.round(price.unit_amount * quantity * left);
  const line = (price: Price, quantity: number, sign: 1 | -1): LineFields => ({
    amount: sign * share(price, quantity),
    currency: price.currency,
    description: `${sign === -1 ? 'Unused' : 'Remaining'} time on ${productName(place, price)} after ${new Date(at * 1000).toISOString().slice(0, 10)}`,
    period: { start: at, end },
    proration: true,
    quantity,
    price,
    subscription: subscription.id,
    subscriptionItem: item.id,
  });
  return [
    line(item.price, item.quantity, -1),
    ...(next === null ? [] : [line(next.price, next.quantity, 1)]),
  ];
}

function productName(place: Place, price: Price): string {
  return need(place, 'product', price.product).name;
}
