import type { Includable } from '../http/expand.ts';
import type { Route } from '../http/route.ts';
import { accounts } from './accounts.ts';
import { balance } from './balance.ts';
import { catalogue } from './catalogue.ts';
import { charges, refunds } from './charges.ts';
import { checkoutSessions } from './checkout-sessions.ts';
import { customers } from './customers.ts';
import { disputes } from './disputes.ts';
import { events } from './events.ts';
import { paymentIntents } from './payment-intents.ts';
import { paymentMethods } from './payment-methods.ts';
import { payouts } from './payouts.ts';
import { search } from './search.ts';
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
  ...disputes,
  ...events,
  ...paymentIntents,
  ...paymentMethods,
  ...payouts,
  ...refunds,
  ...search,
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
};
