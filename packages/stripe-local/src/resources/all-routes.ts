import type { Includable } from '../http/expand.ts';
import type { Route } from '../http/route.ts';
import { accounts } from './accounts.ts';
import { balance } from './balance.ts';
import { catalogue } from './catalogue.ts';
import { charges, refunds } from './charges.ts';
import { checkoutSessions } from './checkout-sessions.ts';
import { customers } from './customers.ts';
import { discounts } from './discounts.ts';
import { disputes } from './disputes.ts';
import { events } from './events.ts';
import { invoices } from './invoices.ts';
import { paymentIntents } from './payment-intents.ts';
import { paymentMethods } from './payment-methods.ts';
import { payouts } from './payouts.ts';
import { portal } from './portal.ts';
import { search } from './search.ts';
import { subscriptions } from './subscriptions.ts';
import { taxRateRoutes } from './tax-rates.ts';
import { transfers } from './transfers.ts';
import { webhookEndpoints } from './webhook-endpoints.ts';

/** Every endpoint that is served. */
export const allRoutes: readonly Route[] = [
  ...accounts,
  ...balance,
  ...catalogue,
  ...charges,
  ...checkoutSessions,
  ...customers,
  ...discounts,
  ...disputes,
  ...events,
  ...invoices,
  ...paymentIntents,
  ...paymentMethods,
  ...payouts,
  ...portal,
  ...refunds,
  ...search,
  ...subscriptions,
  ...taxRateRoutes,
  ...transfers,
  ...webhookEndpoints,
];

/** Lists inside objects that are there when asked for by `expand`. */
export const includable: Includable = {
  'charge.refunds': (world, account, charge) => {
    const id = String(Reflect.get(charge, 'id'));
    const data = world.store.list('refund', { account, where: [['charge', id]], limit: 100 });
    return { object: 'list', data, has_more: false, url: `/v1/charges/${id}/refunds` };
  },
  'checkout.session.line_items': (_world, _account, session) => ({
    object: 'list',
    data: Reflect.get(session, '_items'),
    has_more: false,
    url: `/v1/checkout/sessions/${String(Reflect.get(session, 'id'))}/line_items`,
  }),
  'customer.subscriptions': (world, account, customer) => {
    const id = String(Reflect.get(customer, 'id'));
    const all = world.store.list('subscription', { account, where: [['customer', id]], limit: 100 });
    const data = all.filter(({ status }) => status !== 'canceled');
    return { object: 'list', data, has_more: false, url: `/v1/customers/${id}/subscriptions` };
  },
  'invoice.payments': (world, account, invoice) => {
    const id = String(Reflect.get(invoice, 'id'));
    const data = world.store.list('invoice_payment', { account, where: [['invoice', id]], limit: 10 });
    return { object: 'list', data, has_more: false, url: `/v1/invoice_payments?invoice=${id}` };
  },
};
