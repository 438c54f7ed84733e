import type { FastifyInstance } from 'fastify';
import { money } from '../acts/refund-charge.ts';
import type { Acting } from '../server/acting.ts';
import type { Charge } from '../shapes/charge.ts';
import type { Invoice } from '../shapes/invoice.ts';
import { closedPage } from './checkout-page.ts';
import { sendPage } from './checkout-routes.ts';
import { html } from './html.ts';
import { layout } from './layout.ts';

/** What `receipt_url` and `hosted_invoice_url` lead to; their ids cannot be guessed. */
export function registerPapers(server: FastifyInstance, { world }: Acting): void {
  server.get<{ Params: { id: string } }>('/receipts/:id', (request, reply) => {
    const charge = world.store.find('charge', request.params.id)?.object;
    if (charge === undefined) {
      return sendPage(reply, closedPage('No such receipt', 'This link leads nowhere.', null), [], 404);
    }
    const page = layout(
      'Receipt',
      html`<h1>Receipt</h1><p class="total">${money(charge.amount, charge.currency)}</p>
<section class="card"><dl>
<div><dt>${charge.description ?? 'Payment'}</dt><dd>${charge.status}</dd></div>
${paidParts(charge)}
<div><dt>Paid on</dt><dd>${dateOf(charge.created)}</dd></div>
<div><dt>Card</dt><dd>•••• ${charge.payment_method_details?.card.last4 ?? ''}</dd></div>
${charge.amount_refunded === 0 ? null : html`<div><dt>Refunded</dt><dd>${money(charge.amount_refunded, charge.currency)}</dd></div>`}
</dl></section><p class="muted">${charge.id}</p>`,
    );
    return sendPage(reply, page, []);
  });

  /** What a checkout says of what was paid through it. */
  function paidParts({ payment_intent, currency }: Charge) {
    const account = world.platform;
    const where = [['payment_intent', payment_intent ?? '']] as const;
    const [session] = world.store.list('checkout.session', { account, where, limit: 1 });
    if (session === undefined) return null;
    const { amount_discount: off, amount_tax: tax } = session.total_details;
    return [
      off === 0 ? null : html`<div><dt>Discount</dt><dd>−${money(off, currency)}</dd></div>`,
      tax === 0 ? null : html`<div><dt>Of it tax</dt><dd>${money(tax, currency)}</dd></div>`,
    ];
  }

  server.get<{ Params: { id: string } }>('/invoices/:id', (request, reply) => {
    const invoice = world.store.find('invoice', request.params.id)?.object;
    if (invoice === undefined) {
      return sendPage(reply, closedPage('No such invoice', 'This link leads nowhere.', null), [], 404);
    }
    const page = layout(
      `Invoice ${invoice.number ?? ''}`,
      html`<h1>Invoice ${invoice.number ?? ''}</h1><p class="total">${money(invoice.total, invoice.currency)}</p>
<section class="card"><dl>${invoice.lines.data.map(
        (line) =>
          html`<div><dt>${line.description ?? ''}</dt><dd>${money(line.amount, line.currency)}</dd></div>`,
      )}${discountOf(invoice) === 0 ? null : html`<div><dt>Discount</dt><dd>−${money(discountOf(invoice), invoice.currency)}</dd></div>`}
${invoice.total_taxes.map(
  ({ amount, tax_behavior }) =>
    html`<div><dt>Tax${tax_behavior === 'inclusive' ? ', included' : ''}</dt><dd>${money(amount, invoice.currency)}</dd></div>`,
)}</dl></section>
<p>${invoice.status === 'paid' ? 'Paid' : `Due: ${money(invoice.amount_remaining, invoice.currency)}`} · ${dateOf(invoice.created)} · ${invoice.customer_email ?? invoice.customer}</p>`,
    );
    return sendPage(reply, page, []);
  });
}

function discountOf({ total_discount_amounts }: Invoice): number {
  return total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
}

function dateOf(at: number): string {
  return new Date(at * 1000).toISOString().slice(0, 10);
}
