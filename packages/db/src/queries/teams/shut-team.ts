import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Shuts the team of this transaction and says when it will be erased; undefined unless its owner asks, or it is personal. */
export async function shutTeam(
  tx: Transaction,
  { graceDays }: { graceDays: number },
): Promise<Date | undefined> {
  const { rows } = await sql<{ at: Date | null }>`
    select app.shut_team(make_interval(days => ${graceDays}::integer)) as at`.execute(tx);
  return rows[0]?.at ?? undefined;
}
