import type { LedgerEntryId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** The balance of each account of a creator; debits above zero. */
export interface CreatorBalance {
  account: string;
  currency: string;
  amountMinor: number;
}

export async function sumCreatorAccounts(
  tx: Transaction,
  { creatorTeamId }: { creatorTeamId: string },
): Promise<CreatorBalance[]> {
  const { rows } = await sql<CreatorBalance>`
    select l.account, l.currency, sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_postings l where l.creator_team_id = ${creatorTeamId}
    group by l.account, l.currency order by l.account, l.currency`.execute(tx);
  return rows;
}

/** Of what a creator is owed, what belongs to purchases that have not matured at `at`. */
export async function sumMaturing(
  tx: Transaction,
  { creatorTeamId, at }: { creatorTeamId: TeamId; at: Date },
): Promise<{ currency: string; amountMinor: number }[]> {
  const { rows } = await sql<{ currency: string; amountMinor: number }>`
    select l.currency, -sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
      join public.purchases p on p.id = e.purchase_id and p.matures_at > ${at}
    where l.creator_team_id = ${creatorTeamId} and l.account = 'creator_payable'
    group by l.currency`.execute(tx);
  return rows;
}

export interface EarningRow {
  id: LedgerEntryId;
  cause: string;
  memo: string;
  templateId: string | null;
  at: Date;
  currency: string;
  /** What it changed in what the creator has earned, was sent, or owes: see `account`. */
  account: string;
  amountMinor: number;
}

/** What touched what the creator is owed and owes, newest first, a line for each entry and account. */
export async function listEarnings(
  tx: Transaction,
  {
    creatorTeamId,
    from,
    to,
    before,
    limit,
  }: { creatorTeamId: TeamId; from: Date; to: Date; before: LedgerEntryId | null; limit: number },
): Promise<EarningRow[]> {
  const { rows } = await sql<EarningRow>`
    select e.id, e.cause, e.memo, e.template_id as "templateId", e.occurred_at as at, l.currency, l.account,
      sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
    where l.creator_team_id = ${creatorTeamId} and e.occurred_at >= ${from} and e.occurred_at < ${to}
      and l.account in ('creator_payable', 'connected_owner')
      and e.cause in ('sale', 'refund', 'refund_failed', 'dispute_lost', 'transfer', 'reversal', 'receivable',
        'recovery', 'payout', 'payout_failed')
      and (l.account = 'creator_payable' or e.cause in ('payout', 'payout_failed'))
      and (${before}::text is null or (e.id < ${before} and exists (
        select from public.ledger_postings place
        where place.entry_id = ${before} and place.creator_team_id = ${creatorTeamId}
      )))
    group by e.id, e.cause, e.memo, e.template_id, e.occurred_at, l.currency, l.account
    order by e.id desc limit ${limit}`.execute(tx);
  return rows;
}

/** What each cause changed in what the creator is owed, within the span. */
export async function sumEarnings(
  tx: Transaction,
  { creatorTeamId, from, to }: { creatorTeamId: TeamId; from: Date; to: Date },
): Promise<{ cause: string; currency: string; amountMinor: number }[]> {
  const { rows } = await sql<{ cause: string; currency: string; amountMinor: number }>`
    select e.cause, l.currency, sum(l.amount_minor)::bigint as "amountMinor"
    from public.ledger_postings l join public.ledger_entries e on e.id = l.entry_id
    where l.creator_team_id = ${creatorTeamId} and l.account = 'creator_payable'
      and e.occurred_at >= ${from} and e.occurred_at < ${to}
    group by e.cause, l.currency`.execute(tx);
  return rows;
}

/** What each of these sales came to, in all parts; for the clerk, about entries that the asker was shown. */
export async function listSaleParts(
  tx: Transaction,
  { entryIds, creatorTeamId }: { entryIds: readonly LedgerEntryId[]; creatorTeamId: TeamId },
): Promise<
  {
    id: LedgerEntryId;
    bySeller: boolean;
    taxMinor: number;
    platformMinor: number;
    royaltiesMinor: number;
    ownMinor: number;
  }[]
> {
  if (entryIds.length === 0) return [];
  const { rows } = await sql<{
    id: LedgerEntryId;
    bySeller: boolean;
    taxMinor: number;
    platformMinor: number;
    royaltiesMinor: number;
    ownMinor: number;
  }>`
    select e.id, coalesce(min(p.seller_team_id) = ${creatorTeamId}, false) as "bySeller",
      coalesce(-sum(l.amount_minor) filter (where l.account = 'tax_payable'), 0)::bigint as "taxMinor",
      coalesce(-sum(l.amount_minor) filter (where l.account = 'platform_revenue'), 0)::bigint as "platformMinor",
      coalesce(-sum(l.amount_minor) filter (
        where l.account = 'creator_payable' and l.creator_team_id <> ${creatorTeamId}), 0)::bigint as "royaltiesMinor",
      coalesce(-sum(l.amount_minor) filter (
        where l.account = 'creator_payable' and l.creator_team_id = ${creatorTeamId}), 0)::bigint as "ownMinor"
    from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id
      join public.purchases p on p.id = e.purchase_id
    where e.id = any (${entryIds as string[]}::text[]) and e.cause = 'sale'
    group by e.id`.execute(tx);
  return rows;
}
