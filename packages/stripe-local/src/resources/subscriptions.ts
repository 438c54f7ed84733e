import { z } from 'zod';
import { changePlan } from '../acts/change-subscription.ts';
import { resolvePaymentMethod } from '../acts/payment-methods.ts';
import { renewSubscription } from '../acts/renew-subscription.ts';
import { endSubscription, startSubscription } from '../acts/subscriptions.ts';
import { filters, listOf, need } from '../http/listing.ts';
import {
  amount,
  clearable,
  flag,
  integer,
  mergeMetadata,
  metadata,
  nothing,
  page,
  text,
} from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest, StripeError } from '../http/stripe-error.ts';
import type { Price } from '../shapes/catalogue.ts';
import type { PaymentError } from '../shapes/payment-intent.ts';
import type { Subscription } from '../shapes/subscription.ts';

const item = z.strictObject({
  id: text.optional(),
  price: text.optional(),
  quantity: amount.optional(),
  metadata: metadata.optional(),
});
const behaviour = z.enum(['allow_incomplete', 'default_incomplete', 'error_if_incomplete']);
const proration = z.enum(['create_prorations', 'always_invoice', 'none']);
const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(['cancel', 'create_invoice']) }),
});
const details = z.strictObject({ comment: clearable.optional(), feedback: clearable.optional() });

const day = 24 * 60 * 60;

export const subscriptions = [
  route(
    'POST',
    '/v1/subscriptions',
    z.strictObject({
      customer: text,
      items: z.array(item).min(1).max(20),
      default_payment_method: text.optional(),
      description: text.optional(),
      metadata: metadata.optional(),
      off_session: flag.optional(),
      payment_behavior: behaviour.optional(),
      proration_behavior: proration.optional(),
      trial_end: integer.optional(),
      trial_period_days: integer.optional(),
      trial_settings: trialSettings.optional(),
      collection_method: z.literal('charge_automatically').optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const customer = need(call, 'customer', params.customer, 'customer');
      const method = params.default_payment_method ?? customer.invoice_settings.default_payment_method;
      const trialEnd =
        params.trial_end ??
        (params.trial_period_days === undefined ? null : world.now() + params.trial_period_days * day);
      const started = startSubscription(world, {
        account,
        customer: customer.id,
        items: params.items.map((one, index) => ({
          price: recurringPrice(call, one.price, index),
          quantity: one.quantity ?? 1,
        })),
        trialEnd,
        metadata: params.metadata ?? {},
        description: params.description ?? null,
        paymentMethod: method === null ? null : resolvePaymentMethod(call, method, 'default_payment_method'),
        offSession: params.off_session ?? false,
        authenticated: false,
        missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method,
      });
      refuseUnpaid(params.payment_behavior, started.error);
      return started.subscription;
    },
  ),
  route('GET', '/v1/subscriptions/:id', nothing, (call) => need(call, 'subscription', call.path.id ?? '')),
  route(
    'POST',
    '/v1/subscriptions/:id',
    z.strictObject({
      items: z.array(item).max(20).optional(),
      proration_behavior: proration.optional(),
      proration_date: integer.optional(),
      payment_behavior: behaviour.optional(),
      cancel_at_period_end: flag.optional(),
      cancel_at: z.union([integer, z.literal('')]).optional(),
      cancellation_details: details.optional(),
      default_payment_method: text.optional(),
      description: clearable.optional(),
      metadata: metadata.optional(),
      trial_end: z.union([integer, z.literal('now')]).optional(),
      trial_settings: trialSettings.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const subscription = liveSubscription(call);
      const previous = structuredClone(subscription);
      if (params.default_payment_method !== undefined) {
        subscription.default_payment_method = resolvePaymentMethod(
          call,
          params.default_payment_method,
          'default_payment_method',
        ).id;
      }
      if (params.description !== undefined) subscription.description = params.description;
      subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
      subscription.trial_settings = params.trial_settings ?? subscription.trial_settings;
      layCancellation(call, subscription, params);
      if (typeof params.trial_end === 'number') moveTrial(call, subscription, params.trial_end);
      world.put(account, subscription);
      const error = changePlan(world, account, subscription, {
        items: (params.items ?? []).map((one, index) => ({
          id: one.id,
          price: one.price === undefined ? undefined : recurringPrice(call, one.price, index),
          quantity: one.quantity,
        })),
        proration: params.proration_behavior ?? 'create_prorations',
        at: params.proration_date,
      });
      refuseUnpaid(params.payment_behavior, error);
      if (params.trial_end === 'now' && subscription.status === 'trialing') endTrial(call, subscription);
      else
        world.emit(account, 'customer.subscription.updated', subscription, changed(previous, subscription));
      return subscription;
    },
  ),
  route(
    'DELETE',
    '/v1/subscriptions/:id',
    z.strictObject({
      invoice_now: flag.optional(),
      prorate: flag.optional(),
      cancellation_details: details.optional(),
    }),
    (call) => {
      const subscription = liveSubscription(call);
      const told = call.params.cancellation_details;
      subscription.cancellation_details.comment = told?.comment ?? null;
      subscription.cancellation_details.feedback = told?.feedback ?? null;
      return endSubscription(call.world, call.account, subscription, 'cancellation_requested');
    },
  ),
  route(
    'GET',
    '/v1/subscriptions',
    z.strictObject({ ...page, customer: text.optional(), status: text.optional(), price: text.optional() }),
    (call) => {
      const { customer, status } = call.params;
      const where = filters({ customer, ...(status === 'all' ? {} : { status }) });
      const list = listOf(call, 'subscription', '/v1/subscriptions', where);
      if (status !== undefined) return list;
      // Those that ended are left out unless they are asked for.
      return { ...list, data: list.data.filter((one) => one.status !== 'canceled') };
    },
  ),
];

function liveSubscription(call: Call<unknown>): Subscription {
  const subscription = need(call, 'subscription', call.path.id ?? '');
  if (subscription.status !== 'canceled') return subscription;
  throw invalidRequest(
    'A canceled subscription can only update its cancellation_details and metadata. Start a new one instead.',
  );
}

function recurringPrice(call: Call<unknown>, id: string | undefined, index: number): Price {
  const param = `items[${index}][price]`;
  if (id === undefined) {
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  const price = need(call, 'price', id, param);
  if (price.recurring !== null) return price;
  throw invalidRequest(
    `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
    { param },
  );
}

function refuseUnpaid(behavior: string | undefined, error: PaymentError | null): void {
  if (behavior !== 'error_if_incomplete' || error === null) return;
  throw new StripeError(402, { ...error, type: 'card_error' });
}

function layCancellation(
  { world }: Call<unknown>,
  subscription: Subscription,
  params: {
    cancel_at_period_end?: boolean | undefined;
    cancel_at?: number | '' | undefined;
    cancellation_details?: z.output<typeof details> | undefined;
  },
): void {
  const { cancel_at_period_end, cancel_at, cancellation_details: told } = params;
  if (told !== undefined) {
    subscription.cancellation_details.comment = told.comment ?? subscription.cancellation_details.comment;
    subscription.cancellation_details.feedback = told.feedback ?? subscription.cancellation_details.feedback;
  }
  if (cancel_at_period_end !== undefined) {
    subscription.cancel_at_period_end = cancel_at_period_end;
    subscription.canceled_at = cancel_at_period_end ? world.now() : null;
    subscription.cancel_at = cancel_at_period_end ? periodEndOf(subscription) : null;
    subscription.cancellation_details.reason = cancel_at_period_end ? 'cancellation_requested' : null;
  }
  if (cancel_at === '') {
    subscription.cancel_at = null;
    world.store.unschedule('cancel_subscription', subscription.id);
  } else if (cancel_at !== undefined) {
    subscription.cancel_at = cancel_at;
    world.store.schedule(cancel_at, 'cancel_subscription', subscription.id);
  }
}

function periodEndOf({ items }: Subscription): number {
  return Math.min(...items.data.map((one) => one.current_period_end));
}

function moveTrial({ world }: Call<unknown>, subscription: Subscription, end: number): void {
  subscription.status = 'trialing';
  subscription.trial_start ??= world.now();
  subscription.trial_end = end;
  subscription.billing_cycle_anchor = end;
  for (const one of subscription.items.data) one.current_period_end = end;
  world.store.schedule(end, 'renew_subscription', subscription.id);
}

function endTrial({ world, account }: Call<unknown>, subscription: Subscription): void {
  subscription.trial_end = world.now();
  subscription.billing_cycle_anchor = world.now();
  renewSubscription(world, account, subscription);
}

/** What was there before, of the fields that differ. */
function changed(before: Subscription, after: Subscription): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(before).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify(Reflect.get(after, key)),
    ),
  );
}
