import type { Price } from './catalogue.ts';
import { type Address, type Birth, type Metadata, none } from './none.ts';

export type CheckoutSession = ReturnType<typeof newCheckoutSession>;

export interface LineItem {
  id: string;
  object: 'item';
  adjustable_quantity: null;
  amount_discount: number;
  amount_subtotal: number;
  amount_tax: number;
  amount_total: number;
  currency: string;
  description: string | null;
  metadata: Metadata;
  price: Price;
  quantity: number;
}

export interface CustomerDetails {
  address: Address | null;
  business_name: string | null;
  email: string | null;
  individual_name: string | null;
  name: string | null;
  phone: string | null;
  tax_exempt: string;
  tax_ids: never[];
}

/** What the session does once it is paid: the parameters `payment_intent_data` and `subscription_data`. */
export interface SessionOrders {
  description?: string | undefined;
  metadata?: Metadata | undefined;
  receipt_email?: string | undefined;
  setup_future_usage?: string | undefined;
  transfer_group?: string | undefined;
  statement_descriptor?: string | undefined;
  statement_descriptor_suffix?: string | undefined;
  trial_period_days?: number | undefined;
  trial_end?: number | undefined;
}

/** https://docs.stripe.com/api/checkout/sessions/object; minor units. */
export function newCheckoutSession(
  { id, created }: Birth,
  fields: {
    mode: 'payment' | 'subscription' | 'setup';
    url: string;
    success_url: string | null;
    cancel_url: string | null;
    expires_at: number;
    currency: string | null;
    isTrial: boolean;
    items: LineItem[];
    orders: SessionOrders;
  },
) {
  return {
    id,
    object: 'checkout.session' as const,
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: none<boolean>(),
    amount_subtotal: none<number>(),
    amount_total: none<number>(),
    automatic_tax: {
      enabled: false,
      liability: none<{ type: 'self' }>(),
      provider: none<string>(),
      status: none<'complete' | 'failed' | 'requires_location_inputs'>(),
    },
    billing_address_collection: none<string>(),
    cancel_url: fields.cancel_url,
    client_reference_id: none<string>(),
    client_secret: none<string>(),
    collected_information: null,
    consent: null,
    consent_collection: null,
    created,
    currency: fields.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: none<string>(),
    customer_account: null,
    customer_creation: none<string>(),
    customer_details: none<CustomerDetails>(),
    customer_email: none<string>(),
    discounts: [] as { coupon: string | null; promotion_code: string | null }[],
    expires_at: fields.expires_at,
    integration_identifier: none<string>(),
    invoice: none<string>(),
    invoice_creation: none<{ enabled: boolean; invoice_data: object }>(),
    livemode: false,
    locale: none<string>(),
    managed_payments: null,
    metadata: {} as Metadata,
    mode: fields.mode,
    origin_context: none<string>(),
    payment_intent: none<string>(),
    payment_link: null,
    payment_method_collection: fields.mode === 'payment' ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid' as 'paid' | 'unpaid' | 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: none<string>(),
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open' as 'open' | 'complete' | 'expired',
    submit_type: none<string>(),
    subscription: none<string>(),
    success_url: fields.success_url,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: fields.url as string | null,
    wallet_options: null,
    _items: fields.items,
    _orders: fields.orders,
    /** Whether the address that is typed at the checkout becomes the customer's. */
    _keepsAddress: false,
    /** Nothing is due while a trial lasts. */
    _isTrial: fields.isTrial,
  };
}
