import { z } from 'zod';
import { attachPaymentMethod, createPaymentMethod, knownTestCard } from '../acts/payment-methods.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { integer, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { route } from '../http/route.ts';

const card = z.strictObject({
  number: text.optional(),
  token: text.optional(),
  exp_month: integer.optional(),
  exp_year: integer.optional(),
  cvc: text.optional(),
});
const billing = z
  .strictObject({ email: text.optional(), name: text.optional(), phone: text.optional() })
  .optional();

export const paymentMethods = [
  route(
    'POST',
    '/v1/payment_methods',
    z.strictObject({
      type: z.literal('card'),
      card,
      billing_details: billing,
      metadata: metadata.optional(),
    }),
    ({ world, account, params }) => {
      const named = params.card.number ?? params.card.token ?? '';
      const paymentMethod = createPaymentMethod({ world, account }, knownTestCard(named, 'card[number]'));
      paymentMethod.card.exp_month = params.card.exp_month ?? paymentMethod.card.exp_month;
      paymentMethod.card.exp_year = params.card.exp_year ?? paymentMethod.card.exp_year;
      paymentMethod.billing_details.email = params.billing_details?.email ?? null;
      paymentMethod.billing_details.name = params.billing_details?.name ?? null;
      paymentMethod.billing_details.phone = params.billing_details?.phone ?? null;
      paymentMethod.metadata = params.metadata ?? {};
      world.put(account, paymentMethod);
      return paymentMethod;
    },
  ),
  route('GET', '/v1/payment_methods/:id', nothing, (call) =>
    need(call, 'payment_method', call.path.id ?? ''),
  ),
  route('POST', '/v1/payment_methods/:id', z.strictObject({ metadata: metadata.optional() }), (call) => {
    const paymentMethod = need(call, 'payment_method', call.path.id ?? '');
    paymentMethod.metadata = mergeMetadata(paymentMethod.metadata, call.params.metadata);
    call.world.put(call.account, paymentMethod);
    return paymentMethod;
  }),
  route('POST', '/v1/payment_methods/:id/attach', z.strictObject({ customer: text }), (call) =>
    attachPaymentMethod(call, call.path.id ?? '', call.params.customer),
  ),
  route('POST', '/v1/payment_methods/:id/detach', nothing, (call) => {
    const { world, account } = call;
    const paymentMethod = need(call, 'payment_method', call.path.id ?? '');
    paymentMethod.customer = null;
    world.put(account, paymentMethod);
    world.emit(account, 'payment_method.detached', paymentMethod);
    return paymentMethod;
  }),
  route(
    'GET',
    '/v1/payment_methods',
    z.strictObject({ ...page, customer: text.optional(), type: text.optional() }),
    (call) =>
      listOf(
        call,
        'payment_method',
        '/v1/payment_methods',
        filters({ customer: call.params.customer, type: call.params.type }),
      ),
  ),
  route(
    'GET',
    '/v1/customers/:id/payment_methods',
    z.strictObject({ ...page, type: text.optional() }),
    (call) => {
      const customer = need(call, 'customer', call.path.id ?? '');
      const url = `/v1/customers/${customer.id}/payment_methods`;
      return listOf(call, 'payment_method', url, filters({ customer: customer.id, type: call.params.type }));
    },
  ),
];
