import type { Plan, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Where a team stands in its present period; limits are null where nothing is bounded. */
export interface QuotaRow {
  /** Null before any process has said what teams have that chose none. */
  plan: Plan | null;
  runsLimit: number | null;
  tokensLimit: number | null;
  runsUsed: number;
  tokensUsed: number;
  periodStart: Date;
  resetsAt: Date;
}

/** What is counted and committed. Undefined for a team out of reach. */
export async function selectOwnQuota(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<QuotaRow | undefined> {
  const { rows } = await sql<QuotaRow>`
    select quota.plan, quota.runs_limit as "runsLimit", quota.tokens_limit as "tokensLimit",
      coalesce(used.runs, 0)::bigint as "runsUsed", coalesce(used.tokens, 0)::bigint as "tokensUsed",
      quota.period_start as "periodStart", quota.resets_at as "resetsAt"
    from app.own_quota() quota
      cross join lateral (
        select sum(runs) as runs, sum(tokens) as tokens
        from public.quota_counts
        where team_id = ${teamId} and period_start = quota.period_start
      ) used
    where app.current_team_id() = ${teamId}`.execute(tx);
  return rows[0];
}
