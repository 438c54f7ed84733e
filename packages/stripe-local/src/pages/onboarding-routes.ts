import type { FastifyInstance } from 'fastify';
import { held } from '../acts/balance.ts';
import { accountLinkOf, onboardAccount } from '../acts/onboard.ts';
import { money } from '../acts/refund-charge.ts';
import { parseForm } from '../http/form.ts';
import type { Acting } from '../server/acting.ts';
import { closedPage } from './checkout-page.ts';
import { sendPage } from './checkout-routes.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** The pages that a creator clicks through to be paid, and the little dashboard behind a login link. */
export function registerOnboardingPages(server: FastifyInstance, { world, act }: Acting): void {
  server.get<{ Params: { token: string } }>('/onboarding/:token', (request, reply) => {
    const link = accountLinkOf(world, request.params.token);
    if (link === null)
      return sendPage(reply, closedPage('No such link', 'This link leads nowhere.', null), [], 404);
    if (link.expires_at <= world.now()) return reply.redirect(link.refresh_url, 303);
    return sendPage(reply, onboardingPage(link.return_url), [link.return_url, link.refresh_url]);
  });

  server.post<{ Params: { token: string } }>('/onboarding/:token', (request, reply) => {
    const { token } = request.params;
    const link = accountLinkOf(world, token);
    if (link === null)
      return sendPage(reply, closedPage('No such link', 'This link leads nowhere.', null), [], 404);
    if (link.expires_at <= world.now()) return reply.redirect(link.refresh_url, 303);
    const account = world.store.get(world.platform, 'account', link.account);
    if (account === null) return reply.redirect(link.refresh_url, 303);
    const form = parseForm(typeof request.body === 'string' ? request.body : '');
    act(() => {
      onboardAccount(world, account, form.bank === 'fails');
      // One visit a link.
      world.store.keepSetting(`account_link:${token}`, JSON.stringify({ ...link, expires_at: world.now() }));
    });
    return reply.redirect(link.return_url, 303);
  });

  server.get<{ Params: { token: string } }>('/express/:token', (request, reply) => {
    const id = world.store.setting(`login_link:${request.params.token}`);
    const account = id === null ? null : world.store.get(world.platform, 'account', id);
    if (account === null)
      return sendPage(reply, closedPage('No such link', 'This link leads nowhere.', null), [], 404);
    const payouts = world.store.list('payout', { account: account.id, where: [], limit: 20 });
    return sendPage(
      reply,
      layout(
        'Your payouts',
        html`<h1>Your payouts</h1>
<section class="card"><dl>${held(world, account.id).map(
          ({ currency, available, pending }) =>
            html`<div><dt>Available</dt><dd>${money(available, currency)}</dd></div><div><dt>On its way</dt><dd>${money(pending, currency)}</dd></div>`,
        )}</dl></section>
${
  payouts.length === 0
    ? html`<p class="muted">Nothing was paid out yet.</p>`
    : html`<table><thead><tr><th>Arrives</th><th>State</th><th class="number">Amount</th></tr></thead><tbody>${payouts.map(
        (payout) =>
          html`<tr><td>${new Date(payout.arrival_date * 1000).toISOString().slice(0, 10)}</td><td>${payout.status}</td><td class="number">${money(payout.amount, payout.currency)}</td></tr>`,
      )}</tbody></table>`
}`,
      ),
      [],
    );
  });
}

function onboardingPage(returnUrl: string): string {
  return layout(
    'Get paid',
    html`<h1>Get paid</h1>
<p>Stripe would ask here who you are and where your money should go. This stand-in asks for the bank alone.</p>
<form method="post" class="card">
<fieldset><legend>Test bank account</legend>
<label class="option"><input type="radio" name="bank" value="works" checked><div><code>•••• 6789</code> <span>Payouts arrive</span></div></label>
<label class="option"><input type="radio" name="bank" value="fails"><div><code>•••• 1116</code> <span>Payouts come back</span></div></label>
</fieldset>
<button class="primary" type="submit">Finish</button>
</form>
<p><a href="${returnUrl}">Not now</a></p>`,
  );
}
