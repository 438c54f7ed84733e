import type { InvoiceView } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { selectCustomer } from '@agent-factory/db/billing';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { askStripe, dateOf, requireStripe } from './require-stripe.ts';

/** The last hundred invoices of the team, newest first, as Stripe has them. Errors: `unavailable`. */
export async function listInvoices({ ctx }: { ctx: ServiceContext }): Promise<{ items: InvoiceView[] }> {
  requireScope(ctx.actor, 'billing:read', 'billing:write');
  const { teamId } = ctx.actor;
  const customer = await withTenant(ctx.db, ctx.actor, (tx) => selectCustomer(tx, { teamId }));
  if (customer === undefined) return { items: [] };
  const stripe = await requireStripe(ctx);
  const { data } = await askStripe(() =>
    stripe.invoices.list({ customer: customer.stripeCustomerId, limit: 100 }),
  );
  return {
    items: data.map((invoice) => ({
      id: invoice.id,
      number: invoice.number,
      status: invoice.status ?? 'draft',
      total_minor: invoice.total,
      tax_minor: (invoice.total_taxes ?? []).reduce((sum, { amount }) => sum + amount, 0),
      currency: invoice.currency,
      created_at: dateOf(invoice.created).toISOString(),
      period_start: dateOf(invoice.period_start).toISOString(),
      period_end: dateOf(invoice.period_end).toISOString(),
      url: invoice.hosted_invoice_url ?? null,
      pdf_url: invoice.invoice_pdf ?? null,
    })),
  };
}
