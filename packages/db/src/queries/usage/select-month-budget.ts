import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a team has spent and set aside in a month (`2026-11`), in 10⁻⁹ USD. Undefined before its first paid call. */
export async function selectMonthBudget(
  tx: Transaction,
  { teamId, month }: { teamId: TeamId; month: string },
): Promise<{ spentNanoUsd: number; reservedNanoUsd: number } | undefined> {
  const { rows } = await sql<{ spentNanoUsd: number; reservedNanoUsd: number }>`
    select spent_nano_usd as "spentNanoUsd", reserved_nano_usd as "reservedNanoUsd"
    from public.budgets
    where team_id = ${teamId} and kind = 'team' and subject_id = ${teamId} and period = ${month}`.execute(tx);
  return rows[0];
}
