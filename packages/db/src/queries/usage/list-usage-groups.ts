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

/**
 * What a team's model calls used from `from` until before `until`. Rows that are alike are added up before anything is
 * asked of them: 16 ms for a month of 10,000 calls, against 28 with a condition at each sum and a text for each day.
 */
export async function listUsageGroups(
  tx: Transaction,
  { teamId, from, until }: { teamId: TeamId; from: Date; until: Date },
): Promise<UsageGroupRow[]> {
  const { rows } = await sql<UsageGroupRow>`
    with alike as (
      select (created_at at time zone 'UTC')::date as day, provider, model, payer, purpose, outcome,
        attempt_number = 1 as first, count(*) as attempts, sum(tokens_input) as input, sum(tokens_output) as output,
        sum(cost_nano_usd) as cost, count(*) - count(cost_nano_usd) as unpriced
      from public.model_calls
      where team_id = ${teamId} and created_at >= ${from} and created_at < ${until}
      group by 1, 2, 3, 4, 5, 6, 7
    )
    select to_char(day, 'YYYY-MM-DD') as day, provider, model, payer, purpose,
      coalesce(sum(attempts) filter (where first), 0)::bigint as calls,
      coalesce(sum(attempts) filter (where outcome <> 'cached'), 0)::bigint as attempts,
      coalesce(sum(attempts) filter (where outcome in ('failed', 'abandoned', 'unknown')), 0)::bigint
        as "failedAttempts",
      coalesce(sum(attempts) filter (where outcome = 'cached'), 0)::bigint as "cachedAnswers",
      coalesce(sum(input) filter (where outcome <> 'cached'), 0)::bigint as "tokensInput",
      coalesce(sum(output) filter (where outcome <> 'cached'), 0)::bigint as "tokensOutput",
      coalesce(sum(cost), 0)::bigint as "costNanoUsd",
      coalesce(sum(cost) filter (where outcome in ('failed', 'abandoned', 'unknown')), 0)::bigint
        as "failedCostNanoUsd",
      sum(unpriced)::bigint as unpriced
    from alike
    group by 1, 2, 3, 4, 5`.execute(tx);
  return rows;
}
