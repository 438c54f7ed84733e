import { z } from 'zod';
import { expireSession } from '../acts/complete-checkout.ts';
import { priceSession } from '../acts/price-session.ts';
import { createPrice, priceData } from '../acts/prices.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { amount, flag, integer, mergeMetadata, metadata, nothing, page, text, url } from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import type { Price } from '../shapes/catalogue.ts';
import { type LineItem, newCheckoutSession } from '../shapes/checkout-session.ts';
import type { Customer } from '../shapes/customer.ts';

const lineItem = z.strictObject({
  price: text.optional(),
  price_data: priceData.optional(),
  quantity: amount.optional(),
  metadata: metadata.optional(),
});
const orders = {
  description: text.optional(),
  metadata: metadata.optional(),
};
const params = z.strictObject({
  mode: z.enum(['payment', 'subscription']),
  success_url: text.optional(),
  cancel_url: url.optional(),
  line_items: z.array(lineItem).max(100).optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  customer_creation: z.enum(['always', 'if_required']).optional(),
  customer_update: z
    .strictObject({ address: text.optional(), name: text.optional(), shipping: text.optional() })
    .optional(),
  client_reference_id: text.optional(),
  metadata: metadata.optional(),
  payment_intent_data: z
    .strictObject({
      ...orders,
      receipt_email: text.optional(),
      setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
      statement_descriptor: text.optional(),
      statement_descriptor_suffix: text.optional(),
      transfer_group: text.optional(),
      capture_method: z.enum(['automatic', 'automatic_async']).optional(),
    })
    .optional(),
  subscription_data: z
    .strictObject({
      ...orders,
      trial_period_days: integer.optional(),
      trial_end: integer.optional(),
      trial_settings: z
        .strictObject({ end_behavior: z.strictObject({ missing_payment_method: text }) })
        .optional(),
      proration_behavior: text.optional(),
      billing_cycle_anchor: integer.optional(),
      billing_mode: z.strictObject({ type: text }).optional(),
    })
    .optional(),
  expires_at: integer.optional(),
  locale: text.optional(),
  submit_type: text.optional(),
  currency: text.optional(),
  allow_promotion_codes: flag.optional(),
  discounts: z
    .array(z.strictObject({ coupon: text.optional(), promotion_code: text.optional() }))
    .max(1)
    .optional(),
  billing_address_collection: text.optional(),
  payment_method_collection: z.enum(['always', 'if_required']).optional(),
  payment_method_types: z.array(text).optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  tax_id_collection: z.strictObject({ enabled: flag }).optional(),
  invoice_creation: z.strictObject({ enabled: z.literal('false') }).optional(),
  phone_number_collection: z.strictObject({ enabled: flag }).optional(),
  adaptive_pricing: z.strictObject({ enabled: flag }).optional(),
  ui_mode: z.enum(['hosted', 'hosted_page']).optional(),
});

const day = 24 * 60 * 60;

const noInvoice = {
  enabled: false,
  invoice_data: {
    account_tax_ids: null,
    custom_fields: null,
    description: null,
    footer: null,
    issuer: null,
    metadata: {},
    rendering_options: null,
  },
};

export const checkoutSessions = [
  route('POST', '/v1/checkout/sessions', params, (call) => {
    const { world, account, params: given } = call;
    refuseWrongExpiry(call);
    const customer = given.customer === undefined ? null : need(call, 'customer', given.customer, 'customer');
    const items = (given.line_items ?? []).map((item, index) => itemOf(call, item, index));
    refuseWrongItems(given.mode, items);
    refuseTwoReductions(given);
    refuseUntaxable(given, customer);
    const born = world.birth('checkout.session');
    const expiresAt = given.expires_at ?? world.now() + day;
    const session = newCheckoutSession(born, {
      mode: given.mode,
      url: `${world.baseUrl}/checkout/${born.id}`,
      success_url: given.success_url ?? null,
      cancel_url: given.cancel_url ?? null,
      expires_at: expiresAt,
      currency: items[0]?.currency ?? given.currency ?? null,
      isTrial: Boolean(given.subscription_data?.trial_period_days || given.subscription_data?.trial_end),
      items,
      orders: ordersOf(given),
    });
    session.customer = customer?.id ?? null;
    session.customer_email = given.customer_email ?? null;
    session.customer_creation =
      given.mode === 'payment' && customer === null ? (given.customer_creation ?? 'if_required') : null;
    session.customer_details = customer === null ? null : { ...detailsOf(customer), email: customer.email };
    session.client_reference_id = given.client_reference_id ?? null;
    session.metadata = given.metadata ?? {};
    session.locale = given.locale ?? null;
    session.submit_type = given.submit_type ?? null;
    session.allow_promotion_codes = given.allow_promotion_codes ?? null;
    session.billing_address_collection = given.billing_address_collection ?? null;
    session.payment_method_collection = given.payment_method_collection ?? session.payment_method_collection;
    session._keepsAddress = given.customer_update?.address === 'auto';
    session.discounts = (given.discounts ?? []).map((one) => ({
      coupon: one.coupon ?? null,
      promotion_code: one.promotion_code ?? null,
    }));
    if (given.automatic_tax?.enabled === true) {
      session.automatic_tax = {
        enabled: true,
        liability: { type: 'self' },
        provider: 'stripe',
        status: 'requires_location_inputs',
      };
    }
    priceSession(world, account, session);
    session.invoice_creation = given.mode === 'payment' ? noInvoice : null;
    world.put(account, session);
    world.store.schedule(expiresAt, 'expire_session', session.id);
    return session;
  }),
  route('GET', '/v1/checkout/sessions/:id', nothing, (call) =>
    need(call, 'checkout.session', call.path.id ?? ''),
  ),
  route('POST', '/v1/checkout/sessions/:id', z.strictObject({ metadata: metadata.optional() }), (call) => {
    const session = need(call, 'checkout.session', call.path.id ?? '');
    session.metadata = mergeMetadata(session.metadata, call.params.metadata);
    call.world.put(call.account, session);
    return session;
  }),
  route('POST', '/v1/checkout/sessions/:id/expire', nothing, (call) =>
    expireSession(call.world, call.account, need(call, 'checkout.session', call.path.id ?? '')),
  ),
  route('GET', '/v1/checkout/sessions/:id/line_items', z.strictObject(page), (call) => {
    const session = need(call, 'checkout.session', call.path.id ?? '');
    const url = `/v1/checkout/sessions/${session.id}/line_items`;
    const after = session._items.findIndex(({ id }) => id === call.params.starting_after) + 1;
    const data = session._items.slice(after, after + call.params.limit);
    return { object: 'list', data, has_more: after + data.length < session._items.length, url };
  }),
  route(
    'GET',
    '/v1/checkout/sessions',
    z.strictObject({
      ...page,
      customer: text.optional(),
      payment_intent: text.optional(),
      subscription: text.optional(),
      status: z.enum(['open', 'complete', 'expired']).optional(),
    }),
    (call) => {
      const { customer, payment_intent, subscription, status } = call.params;
      const where = filters({ customer, payment_intent, subscription, status });
      return listOf(call, 'checkout.session', '/v1/checkout/sessions', where);
    },
  ),
];

type Given = z.output<typeof params>;

function refuseWrongExpiry({ world, params: given }: Call<Given>): void {
  if (given.expires_at === undefined) return;
  const ahead = given.expires_at - world.now();
  if (ahead >= 30 * 60 - 5 && ahead <= day + 5) return;
  throw invalidRequest(
    'The `expires_at` timestamp must be 30 minutes to 24 hours after Checkout Session creation.',
    {
      param: 'expires_at',
    },
  );
}

function refuseTwoReductions({ allow_promotion_codes, discounts }: Given): void {
  if (allow_promotion_codes === undefined || discounts === undefined) return;
  throw invalidRequest('You may only specify one of these parameters: allow_promotion_codes, discounts.');
}

/** Tax needs to know where the buyer is: of the customer, or asked at the checkout and kept. */
function refuseUntaxable({ automatic_tax, customer_update }: Given, customer: Customer | null): void {
  if (automatic_tax?.enabled !== true || customer === null) return;
  if (customer.address?.country || customer_update?.address === 'auto') return;
  throw invalidRequest(
    "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set either `customer_update[address]` to 'auto' or `customer_update[shipping]` to 'auto' to save the address entered in Checkout to the Customer.",
    { code: 'customer_tax_location_invalid', param: 'automatic_tax[enabled]' },
  );
}

function refuseWrongItems(mode: Given['mode'], items: LineItem[]): void {
  if (items.length === 0) {
    throw invalidRequest('Missing required param: line_items.', {
      code: 'parameter_missing',
      param: 'line_items',
    });
  }
  if (mode === 'payment' && items.some(({ price }) => price.recurring !== null)) {
    throw invalidRequest('You must provide one_time prices in `payment` mode.', { param: 'line_items' });
  }
  if (mode === 'subscription' && !items.some(({ price }) => price.recurring !== null)) {
    throw invalidRequest('You must provide at least one recurring price in `subscription` mode.', {
      param: 'line_items',
    });
  }
}

function itemOf(call: Call<Given>, given: z.output<typeof lineItem>, index: number): LineItem {
  const price = priceOf(call, given, index);
  const { world, account } = call;
  const quantity = given.quantity ?? 1;
  const total = price.unit_amount * quantity;
  const product = need({ world, account }, 'product', price.product);
  return {
    id: `li_${world.secret()}`,
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: price.currency,
    description: product.name,
    metadata: given.metadata ?? {},
    price,
    quantity,
  };
}

function priceOf(call: Call<Given>, given: z.output<typeof lineItem>, index: number): Price {
  if (given.price_data !== undefined) return createPrice(call, given.price_data);
  const param = `line_items[${index}][price]`;
  if (given.price === undefined) {
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const price = need(call, 'price', given.price, param);
  if (!price.active) {
    throw invalidRequest(`The price specified is inactive. This field only accepts active prices.`, {
      param,
    });
  }
  return price;
}

function ordersOf({ mode, payment_intent_data, subscription_data }: Given) {
  if (mode === 'payment') {
    const { capture_method: _atOnce, ...rest } = payment_intent_data ?? {};
    return rest;
  }
  const { description, metadata: own, trial_period_days, trial_end } = subscription_data ?? {};
  return { description, metadata: own, trial_period_days, trial_end };
}

function detailsOf(customer: Customer) {
  return {
    address: customer.address,
    business_name: null,
    email: customer.email,
    individual_name: null,
    name: customer.name,
    phone: customer.phone,
    tax_exempt: customer.tax_exempt,
    tax_ids: [],
  };
}
