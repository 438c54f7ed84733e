import { money } from '../acts/refund-charge.ts';
import { taxedCountries } from '../acts/tax.ts';
import { testCards } from '../cards.ts';
import type { CheckoutSession } from '../shapes/checkout-session.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** Those that a person is shown; every other test card can be typed. */
const shown = [
  '4242424242424242',
  '4000000000000002',
  '4000002500003155',
  '4000000000000259',
  '4000000000000341',
];

export interface CheckoutPage {
  session: CheckoutSession;
  /** Why the last try failed. */
  problem: string | null;
  /** What is typed already, so that nothing is lost. */
  email: string;
  card: string;
  code: string;
}

export function checkoutPage({ session, problem, email, card, code }: CheckoutPage): string {
  const total = priceOf(session);
  const typed = shown.includes(card) ? '' : card;
  return layout(
    `Pay ${total}`,
    html`<h1>${session.mode === 'subscription' ? 'Subscribe' : 'Pay'}</h1>
<p class="total">${total}</p>
<section class="card" aria-label="What you buy">${items(session)}</section>
${problem === null ? null : html`<p class="error" role="alert">${problem}</p>`}
${terms(session, code)}
<form method="post" class="card">
${
  session.customer === null && session.customer_email === null
    ? html`<label class="field"><span>Email</span><input type="email" name="email" value="${email}" autocomplete="email" required></label>`
    : html`<p class="muted">Paid by ${session.customer_details?.email ?? session.customer_email ?? 'your account'}</p>`
}
<fieldset><legend>Test card</legend>
${shown.map(
  (number) =>
    html`<label class="option"><input type="radio" name="card" value="${number}"${
      number === card || (typed === '' && card === '' && number === shown[0]) ? html` checked` : null
    }><div><code>${spaced(number)}</code> <span>${testCards.find((one) => one.number === number)?.label ?? ''}</span></div></label>`,
)}
<label class="option"><input type="radio" name="card" value="other"${typed === '' ? null : html` checked`}><div>Another test card</div></label>
</fieldset>
<label class="field"><span>Number of another test card</span><input type="text" name="number" inputmode="numeric" autocomplete="off" value="${typed}" placeholder="4000 0000 0000 9995"></label>
<button class="primary" type="submit">${session.mode === 'subscription' ? (session.amount_total === 0 ? 'Start trial' : 'Subscribe') : `Pay ${total}`}</button>
</form>
${session.cancel_url === null ? null : html`<p><a href="${session.cancel_url}">Cancel and go back</a></p>`}`,
  );
}

/** The bank's question of 3-D Secure. */
export function approvalPage(session: CheckoutSession, card: string, email: string): string {
  return layout(
    'Approve this payment',
    html`<h1>Approve this payment</h1>
<section class="card">
<p>Your bank asks whether it is you who pays <strong>${priceOf(session)}</strong> with the card ending in ${card.slice(-4)}.</p>
<form method="post" class="row">
<input type="hidden" name="card" value="${card}"><input type="hidden" name="email" value="${email}">
<button type="submit" name="approval" value="approve" class="primary">Approve</button>
<button type="submit" name="approval" value="deny">Deny</button>
</form>
</section>`,
  );
}

/** For a link that leads to nothing any more, or never did. */
export function closedPage(title: string, text: string, back: string | null): string {
  return layout(
    title,
    html`<h1>${title}</h1><p>${text}</p>${back === null ? null : html`<p><a class="button" href="${back}">Go back</a></p>`}`,
  );
}

/** What changes the total before it is paid: where the buyer is, and a code. */
function terms(session: CheckoutSession, code: string) {
  const taxes = session.automatic_tax.enabled;
  const takesCodes = session.allow_promotion_codes === true;
  if (!(taxes || takesCodes)) return null;
  const country = countryOf(session);
  const applied = session.discounts.length > 0;
  return html`<form method="post" class="card" aria-label="What changes the total">
${
  taxes
    ? html`<label class="field"><span>Country</span><select name="country">${[
        ...new Set([country, 'US', ...taxedCountries]),
      ]
        .sort()
        .map(
          (one) =>
            html`<option value="${one}"${one === country ? html` selected` : null}>${countryName(one)}</option>`,
        )}</select></label>`
    : null
}
${takesCodes ? html`<label class="field"><span>Promotion code</span><input type="text" name="code" autocomplete="off" value="${code}" placeholder="${applied ? 'Applied; leave empty to keep it' : ''}"></label>` : null}
<button type="submit" name="terms" value="1">Update total</button>
</form>`;
}

/** Where the buyer is; at home until they say otherwise. */
export function countryOf(session: CheckoutSession): string {
  return session.customer_details?.address?.country || 'US';
}

function countryName(code: string): string {
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code;
}

function sums(session: CheckoutSession) {
  const { amount_discount: off, amount_tax: tax } = session.total_details;
  const currency = session.currency ?? 'usd';
  return [
    off === 0 ? null : html`<div><dt>Discount</dt><dd>−${money(off, currency)}</dd></div>`,
    tax === 0
      ? null
      : html`<div><dt>Tax (${countryName(countryOf(session))})</dt><dd>${money(tax, currency)}</dd></div>`,
  ];
}

function items(session: CheckoutSession) {
  return html`<dl>${session._items.map(
    (item) =>
      html`<div><dt>${item.description ?? 'Item'}${item.quantity > 1 ? ` × ${item.quantity}` : ''}</dt><dd>${money(item.amount_subtotal, item.currency)}${
        item.price.recurring === null ? '' : ` / ${item.price.recurring.interval}`
      }</dd></div>`,
  )}${sums(session)}</dl>${
    session._orders.trial_period_days === undefined
      ? null
      : html`<p class="muted">Free for ${session._orders.trial_period_days} days; cancel before they end and you pay nothing.</p>`
  }`;
}

function priceOf(session: CheckoutSession): string {
  return money(session.amount_total ?? 0, session.currency ?? 'usd');
}

function spaced(number: string): string {
  return number.replaceAll(/(\d{4})(?=\d)/g, '$1 ');
}
