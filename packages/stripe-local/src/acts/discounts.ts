import { need } from '../http/listing.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { type Coupon, type Discount, newDiscount, type PromotionCode } from '../shapes/discount.ts';
import type { World } from '../world.ts';
import { addMonths } from './periods.ts';

interface Place {
  world: World;
  account: string;
}

/** A coupon and the code by which somebody came to it. */
export interface Reduction {
  coupon: Coupon;
  promotionCode: PromotionCode | null;
}

/** What a person typed. Throws Stripe's refusal for a code that is not to be had. */
export function reductionByCode(place: Place, code: string, subtotal: number): Reduction {
  const { world, account } = place;
  const [found] = world.store.list('promotion_code', {
    account,
    where: [['_folded', code.trim().toUpperCase()]],
    limit: 1,
  });
  if (found === undefined) throw refused('This promotion code is invalid.');
  return reductionOf(place, { promotion_code: found.id }, subtotal);
}

/** What `discounts` of a call asks for; refused where it is used up, over, or for larger orders. */
export function reductionOf(
  place: Place,
  asked: { coupon?: string | undefined; promotion_code?: string | undefined },
  subtotal: number,
): Reduction {
  const { world } = place;
  const promotionCode =
    asked.promotion_code === undefined
      ? null
      : need(place, 'promotion_code', asked.promotion_code, 'discounts[0][promotion_code]');
  const coupon = need(
    place,
    'coupon',
    promotionCode?.promotion.coupon ?? asked.coupon ?? '',
    'discounts[0][coupon]',
  );
  const isOver = (at: number | null) => at !== null && at <= world.now();
  const isUsedUp = (one: { max_redemptions: number | null; times_redeemed: number }) =>
    one.max_redemptions !== null && one.times_redeemed >= one.max_redemptions;
  if (!coupon.valid || isOver(coupon.redeem_by) || isUsedUp(coupon)) {
    throw refused('This coupon has expired.');
  }
  if (promotionCode !== null) {
    if (!promotionCode.active || isOver(promotionCode.expires_at) || isUsedUp(promotionCode)) {
      throw refused('This promotion code has expired or was used up.');
    }
    const least = promotionCode.restrictions.minimum_amount;
    if (least !== null && subtotal < least) {
      throw refused('This order is too small for the promotion code.');
    }
  }
  return { coupon, promotionCode };
}

function refused(message: string) {
  return invalidRequest(message, { param: 'discounts' });
}

/**
 * What a coupon takes off each amount in minor units, never more than there is: a percentage off each, an amount spread
 * over all by their weight. Amounts that are not above nothing are left alone.
 */
export function amountsOff(coupon: Coupon, amounts: readonly number[]): number[] {
  const open = amounts.map((amount) => Math.max(0, amount));
  const { percent_off, amount_off } = coupon;
  if (percent_off !== null) return open.map((amount) => Math.round((amount * percent_off) / 100));
  let total = open.reduce((sum, amount) => sum + amount, 0);
  let left = Math.min(amount_off ?? 0, total);
  return open.map((amount) => {
    const off = total === 0 ? 0 : Math.round((left * amount) / total);
    total -= amount;
    left -= off;
    return off;
  });
}

/** Counts it as used, and keeps it for whom it is for. */
export function redeem(
  world: World,
  account: string,
  { coupon, promotionCode }: Reduction,
  of: { customer: string | null; session: string | null; subscription: string | null },
): Discount {
  coupon.times_redeemed += 1;
  world.put(account, coupon);
  if (promotionCode !== null) {
    promotionCode.times_redeemed += 1;
    world.put(account, promotionCode);
  }
  const born = world.birth('discount');
  const months = coupon.duration === 'repeating' ? coupon.duration_in_months : null;
  const discount = newDiscount(born, {
    ...of,
    coupon: coupon.id,
    promotionCode: promotionCode?.id ?? null,
    end: months === null ? null : addMonths(born.created, months),
  });
  world.put(account, discount);
  world.emit(account, 'customer.discount.created', discount);
  return discount;
}
