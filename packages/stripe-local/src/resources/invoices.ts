import { z } from 'zod';
import { previewInvoice } from '../acts/change-subscription.ts';
import { payInvoice } from '../acts/invoices.ts';
import { resolvePaymentMethod } from '../acts/payment-methods.ts';
import { afterPayment } from '../acts/renew-subscription.ts';
import { cardForRenewals } from '../acts/subscriptions.ts';
import { filters, listOf, need } from '../http/listing.ts';
import { amount, flag, integer, mergeMetadata, metadata, nothing, page, text } from '../http/params.ts';
import { type Call, route } from '../http/route.ts';
import { invalidRequest, StripeError } from '../http/stripe-error.ts';
import type { Invoice } from '../shapes/invoice.ts';
import type { Subscription } from '../shapes/subscription.ts';

const preview = z.strictObject({
  customer: text.optional(),
  subscription: text.optional(),
  preview_mode: z.literal('next').optional(),
  subscription_details: z
    .strictObject({
      items: z
        .array(z.strictObject({ id: text.optional(), price: text.optional(), quantity: amount.optional() }))
        .optional(),
      proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
      proration_date: integer.optional(),
    })
    .optional(),
});

export const invoices = [
  route('POST', '/v1/invoices/create_preview', preview, (call) => {
    const { world, account, params } = call;
    const wished = params.subscription_details;
    return previewInvoice(world, account, subscriptionToPreview(call), {
      items: (wished?.items ?? []).map((one, index) => ({
        id: one.id,
        quantity: one.quantity,
        price:
          one.price === undefined
            ? undefined
            : need(call, 'price', one.price, `subscription_details[items][${index}][price]`),
      })),
      proration: wished?.proration_behavior ?? 'create_prorations',
      at: wished?.proration_date,
    });
  }),
  route('GET', '/v1/invoices/:id', nothing, (call) => need(call, 'invoice', call.path.id ?? '')),
  route('POST', '/v1/invoices/:id', z.strictObject({ metadata: metadata.optional() }), (call) => {
    const { world, account, params } = call;
    const invoice = need(call, 'invoice', call.path.id ?? '');
    invoice.metadata = mergeMetadata(invoice.metadata, params.metadata);
    world.put(account, invoice);
    return invoice;
  }),
  route(
    'POST',
    '/v1/invoices/:id/pay',
    z.strictObject({ payment_method: text.optional(), off_session: flag.optional() }),
    (call) => {
      const { world, account, params } = call;
      const invoice = openInvoice(call);
      const subscription =
        invoice.subscription === null ? null : need(call, 'subscription', invoice.subscription);
      const paymentMethod =
        params.payment_method !== undefined
          ? resolvePaymentMethod(call, params.payment_method)
          : subscription === null
            ? null
            : cardForRenewals(world, account, subscription);
      const offSession = params.off_session ?? true;
      const error = payInvoice(world, { account, invoice, paymentMethod, offSession, authenticated: false });
      if (error !== null) throw new StripeError(402, { ...error, type: 'card_error' }, { keeps: true });
      afterPayment(world, account, invoice);
      return invoice;
    },
  ),
  route('POST', '/v1/invoices/:id/void', nothing, (call) => close(call, 'void')),
  route('POST', '/v1/invoices/:id/mark_uncollectible', nothing, (call) => close(call, 'uncollectible')),
  route('GET', '/v1/invoices/:id/lines', z.strictObject(page), (call) => {
    const { lines } = need(call, 'invoice', call.path.id ?? '');
    const after = lines.data.findIndex(({ id }) => id === call.params.starting_after) + 1;
    const data = lines.data.slice(after, after + call.params.limit);
    return { object: 'list', data, has_more: after + data.length < lines.data.length, url: lines.url };
  }),
  route(
    'GET',
    '/v1/invoices',
    z.strictObject({
      ...page,
      customer: text.optional(),
      status: text.optional(),
      subscription: text.optional(),
    }),
    (call) => {
      const { customer, status, subscription } = call.params;
      return listOf(call, 'invoice', '/v1/invoices', filters({ customer, status, subscription }));
    },
  ),
  route('GET', '/v1/invoice_payments/:id', nothing, (call) =>
    need(call, 'invoice_payment', call.path.id ?? ''),
  ),
  route(
    'GET',
    '/v1/invoice_payments',
    z.strictObject({
      ...page,
      invoice: text.optional(),
      status: text.optional(),
      payment: z.strictObject({ type: text, payment_intent: text.optional() }).optional(),
    }),
    (call) => {
      const { invoice, status, payment } = call.params;
      const where = filters({ invoice, status, 'payment.payment_intent': payment?.payment_intent });
      return listOf(call, 'invoice_payment', '/v1/invoice_payments', where);
    },
  ),
];

function subscriptionToPreview(call: Call<z.output<typeof preview>>): Subscription {
  const { world, account, params } = call;
  if (params.subscription !== undefined) {
    return need(call, 'subscription', params.subscription, 'subscription');
  }
  const where = [['customer', params.customer ?? '']] as const;
  const running = world.store
    .list('subscription', { account, where, limit: 10 })
    .find(({ status }) => status !== 'canceled');
  if (running !== undefined) return running;
  throw new StripeError(404, {
    type: 'invalid_request_error',
    code: 'invoice_upcoming_none',
    message: `No upcoming invoices for customer: ${params.customer ?? ''}`,
  });
}

function openInvoice(call: Call<unknown>): Invoice {
  const invoice = need(call, 'invoice', call.path.id ?? '');
  if (invoice.status === 'open' || invoice.status === 'uncollectible') return invoice;
  throw invalidRequest(`Invoice is already ${invoice.status}.`, { code: 'invoice_not_editable' });
}

function close(call: Call<unknown>, status: 'void' | 'uncollectible'): Invoice {
  const { world, account } = call;
  const invoice = openInvoice(call);
  invoice.status = status;
  invoice.next_payment_attempt = null;
  const field = status === 'void' ? 'voided_at' : 'marked_uncollectible_at';
  invoice.status_transitions[field] = world.now();
  world.store.unschedule('retry_invoice', invoice.id);
  world.put(account, invoice);
  world.emit(account, status === 'void' ? 'invoice.voided' : 'invoice.marked_uncollectible', invoice);
  return invoice;
}
