import type { ReconciliationId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface ReconciliationRow {
  id: ReconciliationId;
  since: Date;
  until: Date;
  status: 'running' | 'balanced' | 'differs' | 'failed';
  movements: number;
  differences: number;
  failure: string | null;
  startedAt: Date;
  finishedAt: Date | null;
}

export interface DifferenceRow {
  kind: string;
  balanceTransaction: string;
  sourceId: string | null;
  atStripe: string | null;
  inLedger: string | null;
}

/** Begins one, unless another is running; one that died is left behind after its claim. */
export async function beginReconciliation(
  tx: Transaction,
  begun: { id: ReconciliationId; since: Date; until: Date; at: Date; claimMs: number },
): Promise<boolean> {
  await sql`
    update public.reconciliations set status = 'failed', finished_at = ${begun.at}, failure = 'It was left behind.'
    where status = 'running' and claimed_until <= ${begun.at}`.execute(tx);
  const { rows } = await sql<{ id: string }>`
    insert into public.reconciliations (id, since, until, claimed_until, started_at)
    values (${begun.id}, ${begun.since}, ${begun.until}, ${new Date(begun.at.getTime() + begun.claimMs)}, ${begun.at})
    on conflict ((status)) where status = 'running' do nothing
    returning id`.execute(tx);
  return rows.length > 0;
}

export async function finishReconciliation(
  tx: Transaction,
  finished: {
    id: ReconciliationId;
    at: Date;
    status: 'balanced' | 'differs' | 'failed';
    movements: number;
    failure: string | null;
    differences: readonly DifferenceRow[];
  },
): Promise<void> {
  const { id, differences } = finished;
  await sql`
    update public.reconciliations set status = ${finished.status}, movements = ${finished.movements},
      failure = ${finished.failure}, finished_at = ${finished.at}, claimed_until = null
    where id = ${id} and status = 'running'`.execute(tx);
  if (differences.length === 0) return;
  await tx
    .insertInto('reconciliation_differences')
    .values(
      differences.map((one, position) => ({
        reconciliation_id: id,
        position,
        kind: one.kind,
        balance_transaction: one.balanceTransaction,
        source_id: one.sourceId,
        at_stripe: one.atStripe,
        in_ledger: one.inLedger,
      })),
    )
    .execute();
}

/** Newest first. */
export async function listReconciliations(
  tx: Transaction,
  { limit }: { limit: number },
): Promise<ReconciliationRow[]> {
  const { rows } = await sql<ReconciliationRow>`
    select r.id, r.since, r.until, r.status, r.movements, r.failure, r.started_at as "startedAt",
      r.finished_at as "finishedAt",
      (select count(*) from public.reconciliation_differences d where d.reconciliation_id = r.id)::integer as differences
    from public.reconciliations r order by r.started_at desc, r.id desc limit ${limit}`.execute(tx);
  return rows;
}

export function listDifferences(tx: Transaction, { id }: { id: ReconciliationId }): Promise<DifferenceRow[]> {
  return tx
    .selectFrom('reconciliation_differences')
    .select([
      'kind',
      'balance_transaction as balanceTransaction',
      'source_id as sourceId',
      'at_stripe as atStripe',
      'in_ledger as inLedger',
    ])
    .where('reconciliation_id', '=', id)
    .orderBy('position')
    .limit(1_000)
    .execute();
}

/** What the books say of the movements with these ids and of all that they place in the span. */
export async function listBookedMovements(
  tx: Transaction,
  { since, until, ids }: { since: Date; until: Date; ids: readonly string[] },
): Promise<
  {
    id: string;
    cause: string;
    causeId: string;
    currency: string;
    amountMinor: number;
    feeMinor: number;
    taxMinor: number;
    sourceId: string | null;
    times: number;
  }[]
> {
  const { rows } = await sql<{
    id: string;
    cause: string;
    causeId: string;
    currency: string;
    amountMinor: number;
    feeMinor: number;
    taxMinor: number;
    sourceId: string | null;
    times: number;
  }>`
    select e.balance_transaction as id,
      coalesce(min(e.cause) filter (where e.cause <> 'fee'), 'fee') as cause,
      coalesce(min(e.cause_id) filter (where e.cause <> 'fee'), min(e.cause_id)) as "causeId",
      coalesce(min(l.currency) filter (where e.cause <> 'fee'), min(l.currency)) as currency,
      coalesce(sum(l.amount_minor) filter (where e.cause <> 'fee'), 0)::bigint as "amountMinor",
      coalesce(sum(l.amount_minor) filter (where e.cause = 'fee'), 0)::bigint as "feeMinor",
      (select coalesce(-sum(t.amount_minor), 0)::bigint
        from public.ledger_entries x join public.ledger_postings t on t.entry_id = x.id and t.account = 'tax_payable'
        where x.balance_transaction = e.balance_transaction) as "taxMinor",
      min(case
        when e.cause = 'sale' then (select p.charge_id from public.purchases p where p.id = e.purchase_id)
        when e.cause in ('refund', 'dispute_opened', 'transfer', 'reversal') then e.cause_id
      end) as "sourceId",
      (count(distinct e.id) filter (where e.cause <> 'fee'))::integer as times
    from public.ledger_entries e join public.ledger_postings l on l.entry_id = e.id and l.account = 'stripe_balance'
    where e.balance_transaction is not null and (
      e.balance_transaction = any (${ids as string[]}::text[])
      or (e.occurred_at >= ${since} and e.occurred_at < ${until})
    )
    group by e.balance_transaction order by e.balance_transaction`.execute(tx);
  return rows;
}
