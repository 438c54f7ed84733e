import {
  type LedgerEntryId,
  newId,
  type PurchaseId,
  type TeamId,
  type TemplateId,
} from '@agent-factory/contracts';
import type pg from 'pg';
import type { Attempt } from './attempt.ts';
import type { Tenant } from './tenant.ts';

/** What a team has of money, as the clerk would have written it; the template on offer is a stranger's and free. */
export async function seedMoney(
  admin: pg.Client,
  teamId: TeamId,
): Promise<{ pur: PurchaseId; led: LedgerEntryId; payout: string; offer: TemplateId }> {
  const offer = newId('template');
  const seller = newId('team');
  await admin.query(`insert into public.teams (id, name) values ($1, 'A stranger’s')`, [seller]);
  await admin.query(
    `insert into public.templates (id, team_id, title, summary, category, status, current_version_id, listed_at)
     values ($1, $2, 'On offer', 'For anybody.', 'other', 'listed', $3, now())`,
    [offer, seller, newId('templateVersion')],
  );
  let pur = newId('purchase');
  let led = newId('ledgerEntry');
  // Two of each, so that a page of one has a next.
  for (let n = 0; n < 2; n++) {
    pur = newId('purchase');
    await admin.query(
      `insert into public.purchases (id, buyer_team_id, template_id, template_version_id, seller_team_id, title,
         amount_minor, currency, status, completed_at, refundable_until, matures_at)
       values ($1, $2, $3, $4, $5, 'secret-plan', 1900, 'usd', 'completed', now(), now() + interval '14 days', now())`,
      [pur, teamId, newId('template'), newId('templateVersion'), seller],
    );
    led = newId('ledgerEntry');
    await admin.query(
      `with e as (insert into public.ledger_entries (id, cause, cause_id, memo, occurred_at)
         values ($1, 'sale', $1, 'secret-plan', now()) returning id)
       insert into public.ledger_postings (entry_id, position, account, creator_team_id, currency, amount_minor)
       select e.id, l.* from e, (values
         (0, 'stripe_balance', null, 'usd', 1900), (1, 'creator_payable', $2, 'usd', -1330),
         (2, 'platform_revenue', null, 'usd', -570)) as l`,
      [led, teamId],
    );
    await admin.query(
      `with e as (insert into public.ledger_entries (id, cause, cause_id, memo, occurred_at)
         values ($1, 'transfer', $1, 'secret-plan', now()) returning id)
       insert into public.ledger_postings (entry_id, position, account, creator_team_id, currency, amount_minor)
       select e.id, l.* from e, (values
         (0, 'creator_payable', $2, 'usd', 1330), (1, 'stripe_balance', null, 'usd', -1330),
         (2, 'connected_balance', $2, 'usd', 1330), (3, 'connected_owner', $2, 'usd', -1330)) as l`,
      [newId('ledgerEntry'), teamId],
    );
  }
  const payout = `po_${newId('ledgerEntry').slice(4)}`;
  await admin.query(
    `with p as (insert into public.payouts (id, creator_team_id, amount_minor, currency, status, arrives_at, created_at)
       values ($1, $2, 2660, 'usd', 'paid', now(), now())),
     e as (insert into public.ledger_entries (id, cause, cause_id, occurred_at)
       values ($3, 'payout', $1, now()) returning id)
     insert into public.ledger_postings (entry_id, position, account, creator_team_id, currency, amount_minor)
     select e.id, l.* from e, (values
       (0, 'connected_owner', $2, 'usd', 2660), (1, 'connected_balance', $2, 'usd', -2660)) as l`,
    [payout, teamId, newId('ledgerEntry')],
  );
  return { pur, led, payout, offer };
}

const span = { from: '2026-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };

/** A valid call of every route of money. */
export const moneyCalls: Record<string, (mine: Tenant) => Partial<Attempt>> = {
  getBilling: () => ({}),
  startPlanCheckout: () => ({ body: { plan: 'pro' } }),
  openBillingPortal: () => ({ body: {} }),
  previewPlan: () => ({ query: { plan: 'free' } }),
  changePlan: () => ({ body: { plan: 'free' } }),
  listInvoices: () => ({}),
  purchaseTemplate: (mine) => ({ params: { id: mine.offer }, body: {} }),
  listPurchases: () => ({}),
  getPurchase: (mine) => ({ params: { id: mine.pur } }),
  refundPurchase: (mine) => ({ params: { id: mine.pur }, body: { amount_minor: 100 } }),
  getCreatorAccount: () => ({}),
  startOnboarding: () => ({ body: {} }),
  // Of a span that has an end, so that two answers are the same.
  getEarnings: () => ({ query: span }),
  exportEarnings: () => ({}),
  getEarning: (mine) => ({ params: { id: mine.led } }),
  listPayouts: () => ({}),
  getPayout: (mine) => ({ params: { id: mine.payout } }),
  listReconciliations: () => ({}),
  startReconciliation: () => ({ body: {} }),
  listReconciliationDifferences: () => ({ params: { id: newId('reconciliation') } }),
  refundAsOperator: (mine) => ({ params: { id: mine.pur }, body: {} }),
  writeOffReceivable: (mine) => ({ params: { id: mine.team }, body: { amount_minor: 1 } }),
};

/** A valid input of every procedure of money. */
export const moneyInputs: Record<string, (mine: Tenant) => unknown> = {
  'billing.get': () => undefined,
  'billing.checkout': () => ({ plan: 'pro' }),
  'billing.portal': () => ({}),
  'billing.preview': () => ({ plan: 'free' }),
  'billing.changePlan': () => ({ plan: 'free' }),
  'billing.invoices': () => undefined,
  'purchases.start': (mine) => ({ template_id: mine.offer }),
  'purchases.list': () => ({}),
  'purchases.get': (mine) => ({ purchase_id: mine.pur }),
  'purchases.refund': (mine) => ({ purchase_id: mine.pur, amount_minor: 100 }),
  'creator.account': () => undefined,
  'creator.onboard': () => ({}),
  'creator.earnings': () => span,
  'creator.earning': (mine) => ({ entry_id: mine.led }),
  'creator.payouts': () => undefined,
  'creator.payout': (mine) => ({ payout_id: mine.payout }),
  'operator.reconciliations': () => undefined,
  'operator.reconcile': () => ({}),
  'operator.differences': () => ({ reconciliation_id: newId('reconciliation') }),
  'operator.refund': (mine) => ({ purchase_id: mine.pur }),
  'operator.writeOff': (mine) => ({ creator_team_id: mine.team, amount_minor: 1 }),
};
