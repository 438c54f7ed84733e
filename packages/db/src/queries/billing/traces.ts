import type { LedgerEntryId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { EarningRow } from './earnings.ts';
import type { PayoutRow } from './rows.ts';

export async function selectPayout(
  tx: Transaction,
  { id, creatorTeamId }: { id: string; creatorTeamId: TeamId },
): Promise<PayoutRow | undefined> {
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
    .where('id', '=', id)
    .where('creator_team_id', '=', creatorTeamId)
    .$castTo<PayoutRow>()
    .executeTakeFirst();
}

/** A payout's place in the books, and that of the payout before it; nulls for the first. */
export interface PayoutSpan {
  at: Date;
  entryId: LedgerEntryId;
  beforeAt: Date | null;
  beforeEntryId: LedgerEntryId | null;
}

/**
 * Stripe tells times to the second: what came onto the account within the second of a payout counts as before it, and of two
 * payouts in one second the first collected all.
 */
export async function selectPayoutSpan(
  tx: Transaction,
  { id, creatorTeamId, currency }: { id: string; creatorTeamId: TeamId; currency: string },
): Promise<PayoutSpan | undefined> {
  const { rows } = await sql<PayoutSpan>`
    select own.occurred_at as at, own.id as "entryId", b.at as "beforeAt", b.id as "beforeEntryId"
    from public.ledger_entries own
      join public.ledger_postings p on p.entry_id = own.id and p.account = 'connected_balance'
      left join lateral (
        select e.occurred_at as at, e.id
        from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
        where l.creator_team_id = ${creatorTeamId} and l.account = 'connected_balance' and l.currency = ${currency}
          and e.cause = 'payout' and (e.occurred_at, e.id) < (own.occurred_at, own.id)
        order by e.occurred_at desc, e.id desc limit 1
      ) b on true
    where own.cause = 'payout' and own.cause_id = ${id} and p.creator_team_id = ${creatorTeamId}`.execute(tx);
  return rows[0];
}

export interface PayoutSums {
  /** What lay on the account when the payout before it was made. */
  beforeMinor: number;
  movedMinor: number;
}

type OfPayout = PayoutSpan & { creatorTeamId: TeamId; currency: string };

export async function sumPayoutMoves(tx: Transaction, of: OfPayout): Promise<PayoutSums> {
  const { rows } = await sql<PayoutSums>`
    select coalesce(sum(l.amount_minor) filter (
        where e.occurred_at <= ${of.beforeAt} and e.cause <> 'payout'
          or (e.occurred_at, e.id) <= (${of.beforeAt}, ${of.beforeEntryId})), 0)::bigint as "beforeMinor",
      coalesce(sum(l.amount_minor) filter (
        where e.cause <> 'payout' and (${of.beforeAt}::timestamptz is null or e.occurred_at > ${of.beforeAt})
      ), 0)::bigint as "movedMinor"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
    where l.creator_team_id = ${of.creatorTeamId} and l.account = 'connected_balance' and l.currency = ${of.currency}
      and e.occurred_at <= ${of.at}`.execute(tx);
  return rows[0] ?? { beforeMinor: 0, movedMinor: 0 };
}

/** A movement on a creator's account at Stripe, and the entry of the sale that it belongs to. */
export interface PayoutMoveRow extends EarningRow {
  saleId: LedgerEntryId | null;
}

/**
 * What a payout collected, oldest first. Amounts have the sign of `EarningRow`, where the creator's gain is below zero: what
 * came onto the account is.
 */
export async function listPayoutMoves(
  tx: Transaction,
  // `place`: the last of the page before.
  { place, limit, ...of }: OfPayout & { place: LedgerEntryId | null; limit: number },
): Promise<PayoutMoveRow[]> {
  const { rows } = await sql<PayoutMoveRow>`
    select e.id, e.cause, e.memo, e.template_id as "templateId", e.occurred_at as at, l.currency, l.account,
      -sum(l.amount_minor)::bigint as "amountMinor", (
        select s.id from public.ledger_entries s where s.purchase_id = e.purchase_id and s.cause = 'sale' limit 1
      ) as "saleId"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
    where l.creator_team_id = ${of.creatorTeamId} and l.account = 'connected_balance' and l.currency = ${of.currency}
      and e.cause <> 'payout' and e.occurred_at <= ${of.at}
      and (${of.beforeAt}::timestamptz is null or e.occurred_at > ${of.beforeAt})
      and (${place}::text is null or (e.occurred_at, e.id) > (
        select b.occurred_at, b.id from public.ledger_entries b where b.id = ${place} and exists (
          select from public.ledger_postings p where p.entry_id = b.id and p.creator_team_id = ${of.creatorTeamId}
        )
      ))
    group by e.id, l.currency, l.account
    order by e.occurred_at, e.id limit ${limit}`.execute(tx);
  return rows;
}

/** What touched what a creator is owed or was paid out, of these entries. */
export async function listEarningsById(
  tx: Transaction,
  { creatorTeamId, ids }: { creatorTeamId: TeamId; ids: readonly LedgerEntryId[] },
): Promise<EarningRow[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<EarningRow>`
    select e.id, e.cause, e.memo, e.template_id as "templateId", e.occurred_at as at, l.currency, l.account,
      sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
    where l.creator_team_id = ${creatorTeamId} and l.entry_id = any (${ids as string[]}::text[])
      and (l.account = 'creator_payable' or (l.account = 'connected_owner' and e.cause in ('payout', 'payout_failed')))
    group by e.id, l.currency, l.account order by e.occurred_at, e.id`.execute(tx);
  return rows;
}

/** All that touched a creator of the sale that an entry belongs to, oldest first; none where it is of no sale. */
export async function listEntriesOfSale(
  tx: Transaction,
  { creatorTeamId, entryId, limit }: { creatorTeamId: TeamId; entryId: LedgerEntryId; limit: number },
): Promise<LedgerEntryId[]> {
  const { rows } = await sql<{ id: LedgerEntryId }>`
    select e.id from public.ledger_entries own join public.ledger_entries e on e.purchase_id = own.purchase_id
    where own.id = ${entryId} and exists (
      select from public.ledger_postings p where p.entry_id = e.id and p.creator_team_id = ${creatorTeamId}
    )
    order by e.occurred_at, e.id limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface PostingRow {
  account: string;
  creatorTeamId: TeamId | null;
  amountMinor: number;
  currency: string;
}

/** Every posting of an entry, others' too: for the clerk, about an entry that the asker was shown. */
export async function listPostingsOfEarning(
  tx: Transaction,
  { entryId, creatorTeamId }: { entryId: LedgerEntryId; creatorTeamId: TeamId },
): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    select l.account, l.creator_team_id as "creatorTeamId", l.amount_minor as "amountMinor", l.currency
    from public.ledger_postings l
    where l.entry_id = ${entryId} and exists (
      select from public.ledger_postings own
      where own.entry_id = ${entryId} and own.creator_team_id = ${creatorTeamId}
    )
    order by l.position`.execute(tx);
  return rows;
}
