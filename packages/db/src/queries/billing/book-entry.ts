import type { LedgerEntryId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewLedgerEntry {
  id: LedgerEntryId;
  cause: string;
  causeId: string;
  purchaseId: string | null;
  templateId: string | null;
  memo: string;
  /** The movement on the platform's balance; null where it did not move. */
  balanceTransaction: string | null;
  occurredAt: Date;
  postings: readonly { account: string; teamId: string | null; currency: string; amountMinor: number }[];
}

/**
 * Writes an entry with its postings into the books; false where its cause is booked already. A transaction whose entries
 * do not balance fails when it commits.
 */
export async function bookEntry(tx: Transaction, entry: NewLedgerEntry): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    with booked as (
      insert into public.ledger_entries
        (id, cause, cause_id, purchase_id, template_id, memo, balance_transaction, occurred_at)
      values (${entry.id}, ${entry.cause}, ${entry.causeId}, ${entry.purchaseId}, ${entry.templateId},
        ${entry.memo}, ${entry.balanceTransaction}, ${entry.occurredAt})
      on conflict (cause, cause_id) do nothing
      returning id
    ), posted as (
      insert into public.ledger_postings (entry_id, position, account, creator_team_id, currency, amount_minor)
      select booked.id, line.position - 1, line.account, line.team, line.currency, line.amount
      from booked, unnest(
        ${entry.postings.map(({ account }) => account)}::text[],
        ${entry.postings.map(({ teamId }) => teamId)}::text[],
        ${entry.postings.map(({ currency }) => currency)}::text[],
        ${entry.postings.map(({ amountMinor }) => amountMinor)}::bigint[]
      ) with ordinality as line (account, team, currency, amount, position)
    )
    select id from booked`.execute(tx);
  return rows.length > 0;
}
