import type { PurchaseId, TeamId, TransferId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import {
  type CreatorAccountRow,
  creatorAccountColumns,
  type PayoutRow,
  type TransferRow,
  transferColumns,
} from './rows.ts';

/** The one place where the texts of a transfer are said to be what their checks allow. */
function transfersOf(tx: Transaction) {
  return tx.selectFrom('transfers').select(transferColumns).$castTo<TransferRow>();
}

function accountsOf(tx: Transaction) {
  return tx.selectFrom('creator_accounts').select(creatorAccountColumns).$castTo<CreatorAccountRow>();
}

export async function putCreatorAccount(tx: Transaction, account: CreatorAccountRow): Promise<void> {
  const state = {
    country: account.country,
    details_submitted: account.detailsSubmitted,
    transfers_enabled: account.transfersEnabled,
    payouts_enabled: account.payoutsEnabled,
    requirements: account.requirements,
    updated_at: new Date(),
  };
  await tx
    .insertInto('creator_accounts')
    .values({
      creator_team_id: account.creatorTeamId,
      stripe_account_id: account.stripeAccountId,
      ...state,
    })
    // The first account that was made for a team stays its account.
    .onConflict((conflict) =>
      conflict
        .column('creator_team_id')
        .doUpdateSet(state)
        .where('creator_accounts.stripe_account_id', '=', account.stripeAccountId),
    )
    .execute();
}

export function selectCreatorAccount(
  tx: Transaction,
  { creatorTeamId }: { creatorTeamId: string },
): Promise<CreatorAccountRow | undefined> {
  return accountsOf(tx).where('creator_team_id', '=', creatorTeamId).executeTakeFirst();
}

export function selectCreatorOfAccount(
  tx: Transaction,
  { stripeAccountId }: { stripeAccountId: string },
): Promise<CreatorAccountRow | undefined> {
  return accountsOf(tx).where('stripe_account_id', '=', stripeAccountId).executeTakeFirst();
}

export async function insertTransfer(
  tx: Transaction,
  transfer: Pick<
    TransferRow,
    'id' | 'creatorTeamId' | 'purchaseId' | 'kind' | 'ofTransferId' | 'amountMinor' | 'currency'
  >,
): Promise<void> {
  await tx
    .insertInto('transfers')
    .values({
      id: transfer.id,
      creator_team_id: transfer.creatorTeamId,
      purchase_id: transfer.purchaseId,
      kind: transfer.kind,
      of_transfer_id: transfer.ofTransferId,
      amount_minor: transfer.amountMinor,
      currency: transfer.currency,
    })
    .execute();
}

export function selectTransferById(
  tx: Transaction,
  { id, lock = false }: { id: string; lock?: boolean },
): Promise<TransferRow | undefined> {
  const query = transfersOf(tx).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export function listTransfersOfPurchase(
  tx: Transaction,
  { purchaseId }: { purchaseId: PurchaseId },
): Promise<TransferRow[]> {
  return transfersOf(tx).where('purchase_id', '=', purchaseId).orderBy('id').execute();
}

export async function updateTransfer(
  tx: Transaction,
  {
    id,
    change,
  }: {
    id: TransferId;
    change: Partial<Pick<TransferRow, 'status' | 'failure' | 'stripeId' | 'triedAt' | 'settledAt'>>;
  },
): Promise<void> {
  await tx
    .updateTable('transfers')
    .set({
      status: change.status,
      failure: change.failure,
      stripe_id: change.stripeId,
      tried_at: change.triedAt,
      settled_at: change.settledAt,
    })
    .where('id', '=', id)
    .execute();
}

/**
 * Purchases that are past the time in which their buyer may give them back, of which a creator who can be paid was not
 * sent anything yet. Oldest first.
 */
export async function listMaturePurchases(
  tx: Transaction,
  { at, after, limit }: { at: Date; after: string; limit: number },
): Promise<{ id: PurchaseId }[]> {
  const { rows } = await sql<{ id: PurchaseId }>`
    select p.id from public.purchases p
    where p.status = 'completed' and p.matures_at <= ${at} and p.amount_minor > p.returned_minor and p.id > ${after}
      and exists (
        select from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
          join public.creator_accounts a on a.creator_team_id = l.creator_team_id and a.transfers_enabled
        where e.purchase_id = p.id and e.cause = 'sale' and l.account = 'creator_payable'
          and not exists (
            select from public.transfers t where t.purchase_id = p.id and t.creator_team_id = l.creator_team_id
          )
      )
    order by p.id limit ${limit}`.execute(tx);
  return rows;
}

export async function putPayout(tx: Transaction, payout: PayoutRow): Promise<void> {
  await tx
    .insertInto('payouts')
    .values({
      id: payout.id,
      creator_team_id: payout.creatorTeamId,
      amount_minor: payout.amountMinor,
      currency: payout.currency,
      status: payout.status,
      failure: payout.failure,
      arrives_at: payout.arrivesAt,
      created_at: payout.createdAt,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({
        status: payout.status,
        failure: payout.failure,
        arrives_at: payout.arrivesAt,
      }),
    )
    .execute();
}

export function listPayouts(
  tx: Transaction,
  { creatorTeamId, limit }: { creatorTeamId: TeamId; limit: number },
): Promise<PayoutRow[]> {
  return tx
    .selectFrom('payouts')
    .select([
      'id',
      'creator_team_id as creatorTeamId',
      'amount_minor as amountMinor',
      'currency',
      'status',
      'failure',
      'arrives_at as arrivesAt',
      'created_at as createdAt',
    ])
    .where('creator_team_id', '=', creatorTeamId)
    .orderBy('created_at', 'desc')
    .limit(limit)
    .$castTo<PayoutRow>()
    .execute();
}

/** Keeps others from what the creator owes and is owed until the transaction ends. */
export async function lockCreatorAccount(
  tx: Transaction,
  { creatorTeamId }: { creatorTeamId: string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('creator ' || ${creatorTeamId}, 0))`.execute(tx);
}
