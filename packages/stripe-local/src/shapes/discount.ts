import { type Birth, type Metadata, none } from './none.ts';

export type Coupon = ReturnType<typeof newCoupon>;
export type PromotionCode = ReturnType<typeof newPromotionCode>;
export type Discount = ReturnType<typeof newDiscount>;
type CouponDuration = 'forever' | 'once' | 'repeating';

/** https://docs.stripe.com/api/coupons/object; either `amount_off` in minor units or `percent_off`. */
export function newCoupon(
  { id, created }: Birth,
  fields: {
    amountOff: number | null;
    percentOff: number | null;
    currency: string | null;
    duration: CouponDuration;
    months: number | null;
  },
) {
  return {
    id,
    object: 'coupon' as const,
    amount_off: fields.amountOff,
    created,
    currency: fields.currency,
    duration: fields.duration,
    duration_in_months: fields.months,
    livemode: false,
    max_redemptions: none<number>(),
    metadata: {} as Metadata,
    name: none<string>(),
    percent_off: fields.percentOff,
    redeem_by: none<number>(),
    times_redeemed: 0,
    valid: true,
  };
}

/** https://docs.stripe.com/api/promotion_codes/object */
export function newPromotionCode({ id, created }: Birth, fields: { code: string; coupon: string }) {
  return {
    id,
    object: 'promotion_code' as const,
    active: true,
    code: fields.code,
    created,
    customer: none<string>(),
    customer_account: null,
    expires_at: none<number>(),
    livemode: false,
    max_redemptions: none<number>(),
    metadata: {} as Metadata,
    promotion: { coupon: fields.coupon, type: 'coupon' },
    restrictions: {
      first_time_transaction: false,
      minimum_amount: none<number>(),
      minimum_amount_currency: none<string>(),
    },
    times_redeemed: 0,
    /** Codes are one whatever their case. */
    _folded: fields.code.toUpperCase(),
  };
}

/** A coupon at work: https://docs.stripe.com/api/discounts/object */
export function newDiscount(
  { id, created }: Birth,
  fields: {
    coupon: string;
    promotionCode: string | null;
    customer: string | null;
    session: string | null;
    subscription: string | null;
    end: number | null;
  },
) {
  return {
    id,
    object: 'discount' as const,
    checkout_session: fields.session,
    customer: fields.customer,
    customer_account: null,
    end: fields.end,
    invoice: none<string>(),
    invoice_item: none<string>(),
    promotion_code: fields.promotionCode,
    source: { coupon: fields.coupon, type: 'coupon' },
    start: created,
    subscription: fields.subscription,
    subscription_item: none<string>(),
  };
}
