import type { PurchaseId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type PurchaseRow, type PurchaseStatus, purchaseColumns } from './rows.ts';

/** The one place where the text of `status` and the JSON of `lineage` are said to be what their checks allow. */
function purchasesOf(tx: Transaction) {
  return tx.selectFrom('purchases').select(purchaseColumns).$castTo<PurchaseRow>();
}

export interface NewPurchase {
  id: PurchaseId;
  buyerTeamId: TeamId;
  templateId: string;
  templateVersionId: string;
  sellerTeamId: string;
  title: string;
  amountMinor: number;
  currency: string;
  lineage: PurchaseRow['lineage'];
  boughtBy: string | null;
  apiKeyId: string | null;
}

/** Opens a purchase; false where the team has one of this template already, open or good. */
export async function insertPurchase(tx: Transaction, purchase: NewPurchase): Promise<boolean> {
  const added = await tx
    .insertInto('purchases')
    .values({
      id: purchase.id,
      buyer_team_id: purchase.buyerTeamId,
      template_id: purchase.templateId,
      template_version_id: purchase.templateVersionId,
      seller_team_id: purchase.sellerTeamId,
      title: purchase.title,
      amount_minor: purchase.amountMinor,
      currency: purchase.currency,
      lineage: json(purchase.lineage),
      bought_by: purchase.boughtBy,
      api_key_id: purchase.apiKeyId,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['buyer_team_id', 'template_id'])
        // Written out: as parameters, a plan that is kept would not find the index that this names.
        .where(sql<boolean>`status in ('pending', 'completed', 'disputed')`)
        .doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** The purchase by which the team has the template, or will have it once it is paid. */
export function selectOpenPurchase(
  tx: Transaction,
  { buyerTeamId, templateId }: { buyerTeamId: TeamId; templateId: string },
): Promise<PurchaseRow | undefined> {
  return purchasesOf(tx)
    .where('buyer_team_id', '=', buyerTeamId)
    .where('template_id', '=', templateId)
    .where('status', 'in', ['pending', 'completed', 'disputed'])
    .executeTakeFirst();
}

/** Any team's, for the clerk; `lock` keeps others from it until the transaction ends. */
export function selectPurchaseById(
  tx: Transaction,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<PurchaseRow | undefined> {
  const query = purchasesOf(tx).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function selectPurchaseIdOf(
  tx: Transaction,
  by: { paymentIntentId: string } | { chargeId: string } | { checkoutSessionId: string },
): Promise<PurchaseId | undefined> {
  const [column, value] =
    'paymentIntentId' in by
      ? (['payment_intent_id', by.paymentIntentId] as const)
      : 'chargeId' in by
        ? (['charge_id', by.chargeId] as const)
        : (['checkout_session_id', by.checkoutSessionId] as const);
  const row = await tx
    .selectFrom('purchases')
    .select('id')
    .where(column, '=', value)
    .$castTo<{ id: PurchaseId }>()
    .executeTakeFirst();
  return row?.id;
}

export function selectPurchase(
  tx: Transaction,
  { id, buyerTeamId }: { id: PurchaseId; buyerTeamId: TeamId },
): Promise<PurchaseRow | undefined> {
  return purchasesOf(tx).where('buyer_team_id', '=', buyerTeamId).where('id', '=', id).executeTakeFirst();
}

/** Newest first; those that were never paid are left out. */
export function listPurchases(
  tx: Transaction,
  { buyerTeamId, before, limit }: { buyerTeamId: TeamId; before: PurchaseId | null; limit: number },
): Promise<PurchaseRow[]> {
  let query = purchasesOf(tx)
    .where('buyer_team_id', '=', buyerTeamId)
    .where('status', '<>', 'cancelled')
    .orderBy('id', 'desc')
    .limit(limit);
  if (before !== null) {
    // A place in this team's list: another team's purchase is none.
    query = query
      .where('id', '<', before)
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('purchases as place')
            .select('place.id')
            .where('place.buyer_team_id', '=', buyerTeamId)
            .where('place.id', '=', before),
        ),
      );
  }
  return query.execute();
}

/** Ids of purchases for whose checkout nobody has heard anything since `before`. */
export async function listStalePurchases(
  tx: Transaction,
  { before, limit }: { before: Date; limit: number },
): Promise<PurchaseId[]> {
  const rows = await tx
    .selectFrom('purchases')
    .select('id')
    .where('status', '=', 'pending')
    .where('checkout_expires_at', '<', before)
    .orderBy('checkout_expires_at')
    .limit(limit)
    .$castTo<{ id: PurchaseId }>()
    .execute();
  return rows.map(({ id }) => id);
}

/**
 * Hands the making of the next checkout to one caller for `spanMs`; undefined where another has it or a checkout stands.
 * The number before and when it was tried say whether somebody may have made one and died before they could say so.
 */
export async function claimCheckout(
  tx: Transaction,
  { id, at, spanMs }: { id: PurchaseId; at: Date; spanMs: number },
): Promise<{ number: number; triedAt: Date | null } | undefined> {
  const { rows } = await sql<{ number: number; triedAt: Date | null }>`
    update public.purchases p set checkout_claimed_until = ${new Date(at.getTime() + spanMs)}, checkout_tried_at = ${at}
    from (select id, checkout_tried_at from public.purchases where id = ${id} for update) before
    where p.id = before.id and p.status = 'pending' and p.checkout_session_id is null
      and (p.checkout_claimed_until is null or p.checkout_claimed_until <= ${at})
    returning p.checkout_number as number, before.checkout_tried_at as "triedAt"`.execute(tx);
  return rows[0];
}

export interface PurchaseChange {
  status?: PurchaseStatus;
  amountMinor?: number;
  currency?: string;
  templateVersionId?: string;
  lineage?: PurchaseRow['lineage'];
  title?: string;
  taxMinor?: number;
  returnedMinor?: number;
  disputedMinor?: number;
  owedMinor?: number;
  checkoutNumber?: number;
  checkoutClaimedUntil?: Date | null;
  checkoutTriedAt?: Date | null;
  checkoutSessionId?: string | null;
  checkoutUrl?: string | null;
  checkoutExpiresAt?: Date | null;
  paymentIntentId?: string;
  chargeId?: string;
  receiptUrl?: string | null;
  completedAt?: Date;
  refundableUntil?: Date;
  maturesAt?: Date;
}

/** Writes what is named and leaves the rest. */
export async function updatePurchase(
  tx: Transaction,
  { id, change }: { id: PurchaseId; change: PurchaseChange },
): Promise<void> {
  const { lineage, ...rest } = change;
  const named = {
    status: rest.status,
    amount_minor: rest.amountMinor,
    currency: rest.currency,
    template_version_id: rest.templateVersionId,
    title: rest.title,
    tax_minor: rest.taxMinor,
    returned_minor: rest.returnedMinor,
    disputed_minor: rest.disputedMinor,
    owed_minor: rest.owedMinor,
    checkout_number: rest.checkoutNumber,
    checkout_claimed_until: rest.checkoutClaimedUntil,
    checkout_tried_at: rest.checkoutTriedAt,
    checkout_session_id: rest.checkoutSessionId,
    checkout_url: rest.checkoutUrl,
    checkout_expires_at: rest.checkoutExpiresAt,
    payment_intent_id: rest.paymentIntentId,
    charge_id: rest.chargeId,
    receipt_url: rest.receiptUrl,
    completed_at: rest.completedAt,
    refundable_until: rest.refundableUntil,
    matures_at: rest.maturesAt,
    ...(lineage === undefined ? {} : { lineage: json(lineage) }),
  };
  await tx.updateTable('purchases').set(named).where('id', '=', id).execute();
}
