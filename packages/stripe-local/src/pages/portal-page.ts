import { money } from '../acts/refund-charge.ts';
import { testCards } from '../cards.ts';
import type { Price, Product } from '../shapes/catalogue.ts';
import type { Customer } from '../shapes/customer.ts';
import type { Invoice } from '../shapes/invoice.ts';
import type { PaymentMethod } from '../shapes/payment-method.ts';
import type { PortalConfiguration } from '../shapes/portal.ts';
import type { Subscription } from '../shapes/subscription.ts';
import { type Html, html } from './html.ts';
import { layout } from './layout.ts';

export interface PortalView {
  customer: Customer;
  configuration: PortalConfiguration;
  subscription: Subscription | null;
  product: Product | null;
  card: PaymentMethod | null;
  /** What the plan may be changed to. */
  choices: readonly { price: Price; name: string }[];
  invoices: readonly Invoice[];
  returnUrl: string | null;
  problem: string | null;
}

export function portalPage(view: PortalView): string {
  const { customer, configuration, invoices, returnUrl, problem } = view;
  return layout(
    'Billing',
    html`<h1>Billing</h1>
<p class="muted">${customer.email ?? customer.name ?? customer.id}</p>
${problem === null ? null : html`<p class="error" role="alert">${problem}</p>`}
${plan(view)}
${configuration.features.payment_method_update.enabled ? card(view) : null}
${configuration.features.invoice_history.enabled ? history(invoices) : null}
${returnUrl === null ? null : html`<p class="spaced"><a class="button" href="${returnUrl}">Go back</a></p>`}`,
  );
}

function plan({ subscription, product, configuration, choices }: PortalView): Html {
  const item = subscription?.items.data[0];
  if (subscription === null || item === undefined) {
    return html`<section class="card"><h2>Plan</h2><p>There is no subscription.</p></section>`;
  }
  const others = configuration.features.subscription_update.enabled
    ? choices.filter(({ price }) => price.id !== item.price.id)
    : [];
  return html`<section class="card"><h2>Plan</h2>
<dl><div><dt>${product?.name ?? 'Plan'} (${subscription.status.replace('_', ' ')})</dt><dd>${money(item.price.unit_amount, item.price.currency)} / ${item.price.recurring?.interval ?? ''}</dd></div>
<div><dt>${subscription.cancel_at_period_end ? 'Ends' : 'Renews'}</dt><dd>${dateOf(item.current_period_end)}</dd></div></dl>
${
  others.length === 0
    ? null
    : html`<form method="post"><input type="hidden" name="act" value="plan"><label class="field spaced"><span>Change to</span><select name="value">${others.map(
        ({ price, name }) =>
          html`<option value="${price.id}">${name}: ${money(price.unit_amount, price.currency)} / ${price.recurring?.interval ?? ''}</option>`,
      )}</select></label><button type="submit">Change plan</button></form>`
}
${
  !configuration.features.subscription_cancel.enabled
    ? null
    : html`<form method="post" class="spaced"><input type="hidden" name="act" value="${subscription.cancel_at_period_end ? 'resume' : 'cancel'}"><button type="submit">${subscription.cancel_at_period_end ? 'Keep the plan' : 'Cancel plan'}</button></form>`
}</section>`;
}

function card({ card: current }: PortalView): Html {
  return html`<section class="card"><h2>Card</h2>
<p>${current === null ? 'None yet.' : `${current.card.brand} ending in ${current.card.last4}`}</p>
<form method="post"><input type="hidden" name="act" value="card"><label class="field"><span>Test card</span><select name="value">${testCards.map(
    (one) => html`<option value="${one.number}">•••• ${one.number.slice(-4)}: ${one.label}</option>`,
  )}</select></label><button type="submit">Use this card</button></form></section>`;
}

function history(invoices: readonly Invoice[]): Html {
  if (invoices.length === 0) return html`<section class="card"><h2>Invoices</h2><p>None yet.</p></section>`;
  return html`<section class="card"><h2>Invoices</h2><table><thead><tr><th>Date</th><th>State</th><th class="number">Amount</th></tr></thead><tbody>${invoices.map(
    (invoice) =>
      html`<tr><td><a href="/invoices/${invoice.id}">${dateOf(invoice.created)}</a></td><td>${
        invoice.status === 'open'
          ? html`<form method="post"><input type="hidden" name="act" value="pay"><input type="hidden" name="value" value="${invoice.id}"><button type="submit">Pay now</button></form>`
          : invoice.status
      }</td><td class="number">${money(invoice.total, invoice.currency)}</td></tr>`,
  )}</tbody></table></section>`;
}

function dateOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}
