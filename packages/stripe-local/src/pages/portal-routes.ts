import type { FastifyInstance, FastifyReply } from 'fastify';
import { changePlan } from '../acts/change-subscription.ts';
import { payInvoice } from '../acts/invoices.ts';
import { attachPaymentMethod, createPaymentMethod, knownTestCard } from '../acts/payment-methods.ts';
import { afterPayment } from '../acts/renew-subscription.ts';
import { cardForRenewals, endSubscription } from '../acts/subscriptions.ts';
import { parseForm } from '../http/form.ts';
import { need } from '../http/listing.ts';
import { StripeError } from '../http/stripe-error.ts';
import type { Acting } from '../server/acting.ts';
import type { PortalSession } from '../shapes/portal.ts';
import type { Subscription } from '../shapes/subscription.ts';
import { closedPage } from './checkout-page.ts';
import { sendPage } from './checkout-routes.ts';
import { portalPage } from './portal-page.ts';

/** Where a customer changes the plan, the card, or their mind. */
export function registerPortalPages(server: FastifyInstance, { world, act }: Acting): void {
  const sessionOf = (token: string) => {
    const id = world.store.setting(`portal:${token}`);
    return id === null ? null : world.store.find('billing_portal.session', id);
  };

  server.get<{ Params: { token: string } }>('/portal/:token', (request, reply) => {
    const found = sessionOf(request.params.token);
    if (found === null)
      return sendPage(reply, closedPage('No such link', 'This link leads nowhere.', null), [], 404);
    return show(reply, found.account, found.object, null);
  });

  server.post<{ Params: { token: string } }>('/portal/:token', (request, reply) => {
    const found = sessionOf(request.params.token);
    if (found === null)
      return sendPage(reply, closedPage('No such link', 'This link leads nowhere.', null), [], 404);
    const form = parseForm(typeof request.body === 'string' ? request.body : '');
    const field = (name: string) => (typeof form[name] === 'string' ? form[name] : '');
    try {
      act(() => perform(found.account, found.object, field('act'), field('value')));
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return show(reply, found.account, found.object, error.message);
    }
    return reply.redirect(request.url, 303);
  });

  function subscriptionOf(account: string, customer: string): Subscription | null {
    const all = world.store.list('subscription', { account, where: [['customer', customer]], limit: 10 });
    return all.find(({ status }) => status !== 'canceled') ?? null;
  }

  function show(reply: FastifyReply, account: string, session: PortalSession, problem: string | null) {
    const customer = need({ world, account }, 'customer', session.customer);
    const configuration = need({ world, account }, 'billing_portal.configuration', session.configuration);
    const subscription = subscriptionOf(account, customer.id);
    const products = configuration.features.subscription_update.products ?? [];
    const page = portalPage({
      customer,
      configuration,
      subscription,
      product:
        subscription && world.store.get(account, 'product', subscription.items.data[0]?.price.product ?? ''),
      card: subscription && cardForRenewals(world, account, subscription),
      choices: products
        .flatMap(({ prices }) => prices)
        .flatMap((id) => world.store.get(account, 'price', id) ?? [])
        .map((price) => ({
          price,
          name: world.store.get(account, 'product', price.product)?.name ?? price.id,
        })),
      invoices: world.store.list('invoice', { account, where: [['customer', customer.id]], limit: 24 }),
      returnUrl: session.return_url,
      problem,
    });
    return sendPage(reply, page, [session.return_url]);
  }

  function perform(account: string, session: PortalSession, name: string, value: string): void {
    const place = { world, account };
    const subscription = subscriptionOf(account, session.customer);
    const { features } = need(place, 'billing_portal.configuration', session.configuration);
    if (name === 'card') {
      const card = createPaymentMethod(place, knownTestCard(value, 'card'));
      attachPaymentMethod(place, card.id, session.customer);
      const customer = need(place, 'customer', session.customer);
      customer.invoice_settings.default_payment_method = card.id;
      world.put(account, customer);
      world.emit(account, 'customer.updated', customer, {});
      if (subscription === null) return;
      subscription.default_payment_method = card.id;
      world.put(account, subscription);
      world.emit(account, 'customer.subscription.updated', subscription, {});
      return;
    }
    if (name === 'pay') {
      const invoice = need(place, 'invoice', value);
      if (invoice.customer !== session.customer || invoice.status !== 'open') return;
      const paymentMethod = subscription && cardForRenewals(world, account, subscription);
      const error = payInvoice(world, {
        account,
        invoice,
        paymentMethod,
        offSession: false,
        authenticated: false,
      });
      if (error !== null) throw new StripeError(402, { ...error, type: 'card_error' });
      afterPayment(world, account, invoice);
      return;
    }
    if (subscription === null) return;
    if (name === 'plan') {
      const price = need(place, 'price', value);
      const proration = features.subscription_update.proration_behavior;
      const error = changePlan(world, account, subscription, { items: [{ price }], proration });
      if (error !== null) throw new StripeError(402, { ...error, type: 'card_error' });
    } else if (name === 'cancel' && features.subscription_cancel.mode === 'immediately') {
      endSubscription(world, account, subscription, 'cancellation_requested');
      return;
    } else if (name === 'cancel' || name === 'resume') {
      const ends = name === 'cancel';
      subscription.cancel_at_period_end = ends;
      subscription.canceled_at = ends ? world.now() : null;
      subscription.cancel_at = ends ? (subscription.items.data[0]?.current_period_end ?? null) : null;
    } else return;
    world.put(account, subscription);
    world.emit(account, 'customer.subscription.updated', subscription, {});
  }
}
