import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Four fifths of something are used. Runs, tokens, or money in 10⁻⁹ USD. */
export interface QuotaWarningRow {
  kind: 'runs' | 'tokens' | 'team_budget' | 'key_budget';
  /** The team's id, or the API key's. */
  subjectId: string;
  limit: number;
  used: number;
  periodStart: Date;
  resetsAt: Date;
}

/** The team's warnings that nobody was told of. They count as told once this transaction commits. */
export async function takeQuotaWarnings(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<QuotaWarningRow[]> {
  const { rows } = await sql<QuotaWarningRow>`
    update public.quota_warnings set told_at = now()
    where team_id = ${teamId} and told_at is null
    returning kind, subject_id as "subjectId", limit_amount as "limit", used_amount as "used",
      period_start as "periodStart", resets_at as "resetsAt"`.execute(tx);
  return rows;
}
