import { z } from 'zod';
import {
  confirmPaymentIntent,
  refuseManualCapture,
  refuseUnlessOpen,
  throwIfDeclined,
} from '../acts/confirm-payment-intent.ts';
import { createPaymentMethod, knownTestCard, resolvePaymentMethod } from '../acts/payment-methods.ts';
import { filters, listOf, need } from '../http/listing.ts';
import {
  amount,
  clearable,
  currency,
  flag,
  integer,
  mergeMetadata,
  metadata,
  page,
  text,
  url,
} from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import { newPaymentIntent, type PaymentIntent } from '../shapes/payment-intent.ts';

const confirmFields = {
  payment_method: text.optional(),
  payment_method_data: z
    .strictObject({
      type: z.literal('card'),
      card: z.strictObject({
        number: text.optional(),
        token: text.optional(),
        exp_month: integer.optional(),
        exp_year: integer.optional(),
        cvc: text.optional(),
      }),
    })
    .optional(),
  off_session: flag.optional(),
  return_url: url.optional(),
  error_on_requires_action: flag.optional(),
};
const fields = {
  customer: text.optional(),
  description: clearable.optional(),
  metadata: metadata.optional(),
  receipt_email: clearable.optional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: text.optional(),
};

function lay(intent: PaymentIntent, given: z.output<ReturnType<typeof strict>>): void {
  intent.customer = given.customer ?? intent.customer;
  if (given.description !== undefined) intent.description = given.description;
  if (given.receipt_email !== undefined) intent.receipt_email = given.receipt_email;
  intent.metadata = mergeMetadata(intent.metadata, given.metadata);
  intent.setup_future_usage = given.setup_future_usage ?? intent.setup_future_usage;
  intent.statement_descriptor = given.statement_descriptor ?? intent.statement_descriptor;
  intent.statement_descriptor_suffix =
    given.statement_descriptor_suffix ?? intent.statement_descriptor_suffix;
  intent.transfer_group = given.transfer_group ?? intent.transfer_group;
}
const strict = () => z.strictObject(fields);

/** The least that a card payment may be, in minor units. */
const leastAmount = 50;

function confirm(
  call: Call<z.output<ReturnType<typeof strictConfirm>>>,
  intent: PaymentIntent,
): PaymentIntent {
  const { world, account, params } = call;
  const card = params.payment_method_data?.card;
  const named = params.payment_method ?? intent.payment_method;
  if (card === undefined && named === null) {
    throw invalidRequest('You cannot confirm this PaymentIntent because it is missing a payment method.', {
      code: 'payment_intent_unexpected_state',
      param: 'payment_method',
    });
  }
  const paymentMethod =
    card === undefined
      ? resolvePaymentMethod(call, named ?? '')
      : createPaymentMethod(
          call,
          knownTestCard(card.number ?? card.token ?? '', 'payment_method_data[card][number]'),
        );
  const confirmed = confirmPaymentIntent(world, {
    account,
    intent,
    paymentMethod,
    offSession: params.off_session ?? false,
    authenticated: false,
    returnUrl: params.return_url ?? null,
  });
  throwIfDeclined(confirmed);
  return confirmed;
}
const strictConfirm = () => z.strictObject(confirmFields);

export const paymentIntents = [
  route(
    'POST',
    '/v1/payment_intents',
    z.strictObject({
      ...fields,
      ...confirmFields,
      amount,
      currency,
      confirm: flag.optional(),
      capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
      confirmation_method: z.enum(['automatic', 'manual']).optional(),
      automatic_payment_methods: z
        .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
        .optional(),
      payment_method_types: z.array(text).optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      refuseManualCapture(params.capture_method);
      if (params.amount < leastAmount) {
        throw invalidRequest('Amount must be at least $0.50 usd', {
          code: 'amount_too_small',
          param: 'amount',
        });
      }
      if (params.customer !== undefined) need(call, 'customer', params.customer, 'customer');
      const intent = newPaymentIntent(world.birth('payment_intent'), {
        amount: params.amount,
        currency: params.currency,
        secret: world.secret(),
      });
      lay(intent, params);
      if (params.automatic_payment_methods !== undefined) {
        const { enabled, allow_redirects } = params.automatic_payment_methods;
        intent.automatic_payment_methods = { enabled, allow_redirects: allow_redirects ?? 'always' };
      }
      if (params.payment_method !== undefined) {
        intent.payment_method = resolvePaymentMethod(call, params.payment_method).id;
        intent.status = 'requires_confirmation';
      }
      world.put(account, intent);
      world.emit(account, 'payment_intent.created', intent);
      if (params.confirm !== true) return intent;
      // Its own token was made into a payment method above.
      const { payment_method: _token, ...rest } = params;
      return confirm({ ...call, params: rest }, intent);
    },
  ),
  route('GET', '/v1/payment_intents/:id', z.strictObject({ client_secret: text.optional() }), (call) =>
    need(call, 'payment_intent', call.path.id ?? ''),
  ),
  route(
    'POST',
    '/v1/payment_intents/:id',
    z.strictObject({ ...fields, amount: amount.optional(), payment_method: text.optional() }),
    (call) => {
      const { world, account, params } = call;
      const intent = need(call, 'payment_intent', call.path.id ?? '');
      if (params.amount !== undefined || params.payment_method !== undefined) refuseUnlessOpen(intent);
      lay(intent, params);
      intent.amount = params.amount ?? intent.amount;
      if (params.payment_method !== undefined) {
        intent.payment_method = resolvePaymentMethod(call, params.payment_method).id;
        intent.status = 'requires_confirmation';
      }
      world.put(account, intent);
      return intent;
    },
  ),
  route('POST', '/v1/payment_intents/:id/confirm', z.strictObject(confirmFields), (call) =>
    confirm(call, need(call, 'payment_intent', call.path.id ?? '')),
  ),
  route(
    'POST',
    '/v1/payment_intents/:id/cancel',
    z.strictObject({
      cancellation_reason: z
        .enum(['duplicate', 'fraudulent', 'requested_by_customer', 'abandoned'])
        .optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const intent = need(call, 'payment_intent', call.path.id ?? '');
      refuseUnlessOpen(intent);
      intent.status = 'canceled';
      intent.canceled_at = world.now();
      intent.cancellation_reason = params.cancellation_reason ?? null;
      intent.next_action = null;
      world.put(account, intent);
      world.emit(account, 'payment_intent.canceled', intent);
      return intent;
    },
  ),
  route('GET', '/v1/payment_intents', z.strictObject({ ...page, customer: text.optional() }), (call) =>
    listOf(call, 'payment_intent', '/v1/payment_intents', filters({ customer: call.params.customer })),
  ),
];
