import type { FastifyInstance, FastifyReply } from 'fastify';
import { completeCheckout } from '../acts/complete-checkout.ts';
import { denyPaymentIntent } from '../acts/confirm-payment-intent.ts';
import { applyCode, applyCountry } from '../acts/price-session.ts';
import { parseForm } from '../http/form.ts';
import { StripeError } from '../http/stripe-error.ts';
import type { Acting } from '../server/acting.ts';
import type { CheckoutSession } from '../shapes/checkout-session.ts';
import { approvalPage, checkoutPage, closedPage, countryOf } from './checkout-page.ts';
import { contentSecurityPolicy } from './layout.ts';

/** The pages that a person clicks through to pay. */
export function registerCheckoutPages(server: FastifyInstance, acting: Acting): void {
  const { world } = acting;
  const sessionOf = (id: string) => world.store.find('checkout.session', id);

  server.get<{ Params: { id: string } }>('/checkout/:id', (request, reply) => {
    const found = sessionOf(request.params.id);
    if (found === null)
      return sendPage(reply, closedPage('No such checkout', 'This link leads nowhere.', null), [], 404);
    if (found.object.status !== 'open') return sendClosed(reply, found.object);
    return sendCheckout(reply, found.object, null, '', '');
  });

  server.post<{ Params: { id: string } }>('/checkout/:id', (request, reply) => {
    const found = sessionOf(request.params.id);
    if (found === null || found.object.status !== 'open') return reply.redirect(request.url, 303);
    const { account, object: session } = found;
    const { email, card, approval, terms, country, code } = read(request.body);
    try {
      if (terms) {
        acting.act(() => {
          if (session.automatic_tax.enabled)
            applyCountry(world, account, session, country || countryOf(session));
          if (code !== '') applyCode(world, account, session, code);
        });
        return sendCheckout(reply, session, null, email, card);
      }
      // Whoever changes nothing pays as the page says.
      if (session.automatic_tax.status === 'requires_location_inputs') {
        acting.act(() => applyCountry(world, account, session, countryOf(session)));
      }
      if (approval === 'deny') {
        acting.act(() => deny(account, session));
        return sendCheckout(
          reply,
          session,
          'You did not approve the payment. Choose another card.',
          email,
          card,
        );
      }
      const authenticated = approval === 'approve';
      const outcome = acting.act(() =>
        completeCheckout(world, { account, session, card, email, authenticated }),
      );
      switch (outcome.status) {
        case 'complete':
          return reply.redirect(successUrl(session), 303);
        case 'requires_action':
          return sendPage(reply, approvalPage(session, card, email), leadsTo(session));
        case 'declined':
          return sendCheckout(reply, session, outcome.message, email, card);
      }
    } catch (error) {
      if (!(error instanceof StripeError)) throw error;
      return sendCheckout(reply, session, error.message, email, card, code);
    }
  });

  function deny(account: string, session: CheckoutSession): void {
    const intent =
      session.payment_intent && world.store.get(account, 'payment_intent', session.payment_intent);
    if (intent) denyPaymentIntent(world, account, intent);
  }
}

/** Where a buyer goes when all is well; Stripe puts the session's id where the shop asked for it. */
function successUrl(session: CheckoutSession): string {
  return (session.success_url ?? '/_local/done').replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}

interface Typed {
  email: string;
  card: string;
  approval: string;
  /** Whether it was the form of what changes the total. */
  terms: boolean;
  country: string;
  code: string;
}

function read(body: unknown): Typed {
  const form = parseForm(typeof body === 'string' ? body : '');
  const field = (name: string) => (typeof form[name] === 'string' ? form[name].trim() : '');
  const card = field('card') === 'other' ? field('number') : field('card');
  const country = field('country');
  return {
    email: field('email'),
    card: card.replaceAll(/[\s-]/g, ''),
    approval: field('approval'),
    terms: field('terms') !== '',
    country: /^[A-Z]{2}$/.test(country) ? country : '',
    code: field('code'),
  };
}

function leadsTo(session: CheckoutSession): (string | null)[] {
  return [session.success_url, session.cancel_url];
}

function sendCheckout(
  reply: FastifyReply,
  session: CheckoutSession,
  problem: string | null,
  email: string,
  card: string,
  code = '',
): FastifyReply {
  const page = checkoutPage({ session, problem, email, card, code });
  return sendPage(reply, page, leadsTo(session));
}

function sendClosed(reply: FastifyReply, session: CheckoutSession): FastifyReply {
  return session.status === 'complete'
    ? sendPage(
        reply,
        closedPage('Already paid', 'This checkout is complete.', successUrl(session)),
        leadsTo(session),
      )
    : sendPage(
        reply,
        closedPage(
          'This checkout has expired',
          'Go back and start again; nothing was paid.',
          session.cancel_url,
        ),
        leadsTo(session),
        410,
      );
}

export function sendPage(
  reply: FastifyReply,
  page: string,
  targets: readonly (string | null)[],
  status = 200,
): FastifyReply {
  return reply
    .code(status)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy(targets),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    })
    .send(page);
}
