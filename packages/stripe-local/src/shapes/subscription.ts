import { type Price, planOf } from './catalogue.ts';
import { type Birth, type EmbeddedList, type Metadata, none } from './none.ts';

export type Subscription = ReturnType<typeof newSubscription>;
export type SubscriptionItem = ReturnType<typeof newSubscriptionItem>;
export type SubscriptionStatus =
  | 'incomplete'
  | 'trialing'
  | 'active'
  | 'past_due'
  | 'canceled'
  | 'unpaid'
  | 'paused';

/** https://docs.stripe.com/api/subscription_items/object */
export function newSubscriptionItem(
  { id, created }: Birth,
  fields: { subscription: string; price: Price; quantity: number; start: number; end: number },
) {
  return {
    id,
    object: 'subscription_item' as const,
    billing_thresholds: null,
    created,
    current_period_end: fields.end,
    current_period_start: fields.start,
    discounts: [],
    metadata: {} as Metadata,
    plan: planOf(fields.price),
    price: fields.price,
    quantity: fields.quantity,
    subscription: fields.subscription,
    tax_rates: [],
  };
}

/** https://docs.stripe.com/api/subscriptions/object */
export function newSubscription(
  { id, created }: Birth,
  fields: { customer: string; currency: string; anchor: number },
) {
  return {
    id,
    object: 'subscription' as const,
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: fields.anchor,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: null, type: 'classic' },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: none<number>(),
    cancel_at_period_end: false,
    canceled_at: none<number>(),
    cancellation_details: { comment: none<string>(), feedback: none<string>(), reason: none<string>() },
    collection_method: 'charge_automatically',
    created,
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: none<string>(),
    default_source: null,
    default_tax_rates: [],
    description: none<string>(),
    /** Ids of those that still hold. */
    discounts: [] as string[],
    ended_at: none<number>(),
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: none<string>(),
      footer: none<string>(),
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: [],
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    } as EmbeddedList<SubscriptionItem>,
    latest_invoice: none<string>(),
    livemode: false,
    managed_payments: null,
    metadata: {} as Metadata,
    next_pending_invoice_item_invoice: none<number>(),
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: none<string>(),
    pending_update: null,
    schedule: null,
    start_date: created,
    status: 'incomplete' as SubscriptionStatus,
    test_clock: null,
    transfer_data: null,
    trial_end: none<number>(),
    trial_settings: { end_behavior: { missing_payment_method: 'create_invoice' } },
    trial_start: none<number>(),
  };
}
