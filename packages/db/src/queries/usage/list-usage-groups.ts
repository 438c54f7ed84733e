import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Attempts of one day that are alike, added up. Money in 10⁻⁹ USD. */
export interface UsageGroupRow {
  /** `2026-11-21`, in UTC. */
  day: string;
  provider: string;
  model: string;
  payer: 'platform' | 'team';
  purpose: string;
  calls: number;
  attempts: number;
  failedAttempts: number;
  cachedAnswers: number;
  tokensInput: number;
  tokensOutput: number;
  costNanoUsd: number;
  failedCostNanoUsd: number;
  /** Attempts of which no price is known. */
  unpriced: number;
}

/** What a team's model calls used from `from` until before `until`. */
export async function listUsageGroups(
  tx: Transaction,
  { teamId, from, until }: { teamId: TeamId; from: Date; until: Date },
): Promise<UsageGroupRow[]> {
  const { rows } = await sql<UsageGroupRow>`
    select to_char(created_at at time zone 'UTC', 'YYYY-MM-DD') as day, provider, model, payer, purpose,
      count(*) filter (where attempt_number = 1) as calls,
      count(*) filter (where outcome <> 'cached') as attempts,
      count(*) filter (where outcome in ('failed', 'abandoned', 'unknown')) as "failedAttempts",
      count(*) filter (where outcome = 'cached') as "cachedAnswers",
      coalesce(sum(tokens_input) filter (where outcome <> 'cached'), 0)::bigint as "tokensInput",
      coalesce(sum(tokens_output) filter (where outcome <> 'cached'), 0)::bigint as "tokensOutput",
      coalesce(sum(cost_nano_usd), 0)::bigint as "costNanoUsd",
      coalesce(sum(cost_nano_usd) filter (where outcome in ('failed', 'abandoned', 'unknown')), 0)::bigint
        as "failedCostNanoUsd",
      count(*) filter (where cost_nano_usd is null) as unpriced
    from public.model_calls
    where team_id = ${teamId} and created_at >= ${from} and created_at < ${until}
    group by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}
