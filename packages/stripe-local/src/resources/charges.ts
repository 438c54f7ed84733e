import { z } from 'zod';
import { refundCharge } from '../acts/refund-charge.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { amount, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest } from '../http/stripe-error.ts';
import type { Charge } from '../shapes/charge.ts';

export const charges = [
  route('GET', '/v1/charges/:id', nothing, (call) => need(call, 'charge', call.path.id ?? '')),
  route(
    'POST',
    '/v1/charges/:id',
    z.strictObject({
      description: text.optional(),
      metadata: metadata.optional(),
      receipt_email: text.optional(),
      transfer_group: text.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      const charge = need(call, 'charge', call.path.id ?? '');
      charge.description = params.description ?? charge.description;
      charge.metadata = mergeMetadata(charge.metadata, params.metadata);
      charge.receipt_email = params.receipt_email ?? charge.receipt_email;
      charge.transfer_group = params.transfer_group ?? charge.transfer_group;
      world.put(account, charge);
      world.emit(account, 'charge.updated', charge, {});
      return charge;
    },
  ),
  route(
    'GET',
    '/v1/charges',
    z.strictObject({
      ...page,
      customer: text.optional(),
      payment_intent: text.optional(),
      transfer_group: text.optional(),
    }),
    (call) => {
      const { customer, payment_intent, transfer_group } = call.params;
      return listOf(call, 'charge', '/v1/charges', filters({ customer, payment_intent, transfer_group }));
    },
  ),
];

export const refunds = [
  route(
    'POST',
    '/v1/refunds',
    z.strictObject({
      charge: text.optional(),
      payment_intent: text.optional(),
      amount: amount.optional(),
      reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
      metadata: metadata.optional(),
    }),
    (call) => {
      const { world, account, params } = call;
      return refundCharge(world, {
        account,
        charge: chargeToRefund(call),
        amount: params.amount,
        reason: params.reason,
        metadata: params.metadata,
      });
    },
  ),
  route('GET', '/v1/refunds/:id', nothing, (call) => need(call, 'refund', call.path.id ?? '')),
  route('POST', '/v1/refunds/:id', z.strictObject({ metadata: metadata.optional() }), (call) => {
    const { world, account, params } = call;
    const refund = need(call, 'refund', call.path.id ?? '');
    refund.metadata = mergeMetadata(refund.metadata, params.metadata);
    world.put(account, refund);
    world.emit(account, 'refund.updated', refund, {});
    return refund;
  }),
  route(
    'GET',
    '/v1/refunds',
    z.strictObject({ ...page, charge: text.optional(), payment_intent: text.optional() }),
    (call) => {
      const { charge, payment_intent } = call.params;
      return listOf(call, 'refund', '/v1/refunds', filters({ charge, payment_intent }));
    },
  ),
];

function chargeToRefund(
  call: Call<{ charge?: string | undefined; payment_intent?: string | undefined }>,
): Charge {
  const { charge, payment_intent } = call.params;
  if (charge !== undefined) return need(call, 'charge', charge, 'charge');
  if (payment_intent === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      {
        code: 'parameter_missing',
        param: 'charge',
      },
    );
  }
  const intent = need(call, 'payment_intent', payment_intent, 'payment_intent');
  if (intent.status !== 'succeeded' || intent.latest_charge === null) {
    throw invalidRequest('This PaymentIntent does not have a successful charge to refund.', {
      param: 'payment_intent',
    });
  }
  return need(call, 'charge', intent.latest_charge, 'payment_intent');
}
