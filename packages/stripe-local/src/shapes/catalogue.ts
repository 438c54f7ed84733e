import { type Birth, type Metadata, none } from './none.ts';

export type Product = ReturnType<typeof newProduct>;
export type Price = ReturnType<typeof newPrice>;

/** https://docs.stripe.com/api/products/object */
export function newProduct({ id, created }: Birth, fields: { name: string }) {
  return {
    id,
    object: 'product' as const,
    active: true,
    created,
    default_price: none<string>(),
    description: none<string>(),
    images: [] as string[],
    livemode: false,
    marketing_features: [] as { name: string }[],
    metadata: {} as Metadata,
    name: fields.name,
    package_dimensions: null,
    shippable: none<boolean>(),
    statement_descriptor: none<string>(),
    tax_code: none<string>(),
    type: 'service',
    unit_label: none<string>(),
    updated: created,
    url: none<string>(),
  };
}

export type Interval = 'day' | 'week' | 'month' | 'year';
export interface Recurring {
  interval: Interval;
  interval_count: number;
  meter: null;
  trial_period_days: number | null;
  usage_type: 'licensed';
}

/** https://docs.stripe.com/api/prices/object; amounts in minor units of `currency`. */
export function newPrice(
  { id, created }: Birth,
  fields: { product: string; currency: string; unit_amount: number; recurring: Recurring | null },
) {
  return {
    id,
    object: 'price' as const,
    active: true,
    billing_scheme: 'per_unit',
    created,
    currency: fields.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: none<string>(),
    metadata: {} as Metadata,
    nickname: none<string>(),
    product: fields.product,
    recurring: fields.recurring,
    tax_behavior: 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: fields.recurring === null ? 'one_time' : 'recurring',
    unit_amount: fields.unit_amount,
    unit_amount_decimal: String(fields.unit_amount),
  };
}

/** The older name of a recurring price, which subscriptions still carry beside it. */
export function planOf(price: Price) {
  return {
    id: price.id,
    object: 'plan' as const,
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? 'month',
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: price.recurring?.trial_period_days ?? null,
    usage_type: 'licensed',
  };
}
