import type Stripe from 'stripe';
import type { Services } from '../service-context.ts';

/**
 * What every checkout has: codes may be typed, and where the account works out tax, the buyer says where they are and Stripe
 * adds what is due there; the customer keeps the address, so that renewals are taxed by it too.
 */
export function checkoutTerms({
  stripe,
}: Pick<Services, 'stripe'>): Pick<
  Stripe.Checkout.SessionCreateParams,
  'allow_promotion_codes' | 'automatic_tax' | 'customer_update'
> {
  return {
    allow_promotion_codes: true,
    ...(stripe?.automaticTax
      ? { automatic_tax: { enabled: true }, customer_update: { address: 'auto' as const } }
      : {}),
  };
}
