import type { TestCard } from '../cards.ts';
import { type Address, type Birth, type Metadata, noAddress, none } from './none.ts';

export type PaymentMethod = ReturnType<typeof newPaymentMethod>;

export interface BillingDetails {
  address: Address;
  email: string | null;
  name: string | null;
  phone: string | null;
  tax_id: string | null;
}

export function noBillingDetails(): BillingDetails {
  return { address: noAddress(), email: null, name: null, phone: null, tax_id: null };
}

/** https://docs.stripe.com/api/payment_methods/object; cards alone. */
export function newPaymentMethod({ id, created }: Birth, card: TestCard) {
  return {
    id,
    object: 'payment_method' as const,
    allow_redisplay: 'unspecified',
    billing_details: noBillingDetails(),
    card: {
      brand: card.brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: card.brand,
      exp_month: 12,
      exp_year: 2040,
      fingerprint: `local${card.number.slice(-11)}`,
      funding: 'credit',
      generated_from: null,
      last4: card.number.slice(-4),
      networks: { available: [card.brand], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
    created,
    customer: none<string>(),
    customer_account: null,
    livemode: false,
    metadata: {} as Metadata,
    type: 'card' as const,
    _number: card.number,
    /** Whether the holder has agreed to charges while they are away (3-D Secure passed once). */
    _authenticated: false,
  };
}
