import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface FirstTokenRow {
  provider: string;
  model: string;
  payer: 'platform' | 'team';
  p50: number;
  p95: number;
}

/** How long a team waited for first content of each model (ms) from `from` until before `until`. */
export async function listFirstTokenTimes(
  tx: Transaction,
  { teamId, from, until }: { teamId: TeamId; from: Date; until: Date },
): Promise<FirstTokenRow[]> {
  const { rows } = await sql<FirstTokenRow>`
    select provider, model, payer,
      percentile_cont(0.5) within group (order by first_token_ms) as p50,
      percentile_cont(0.95) within group (order by first_token_ms) as p95
    from public.model_calls
    where team_id = ${teamId} and created_at >= ${from} and created_at < ${until} and first_token_ms is not null
    group by 1, 2, 3`.execute(tx);
  return rows;
}
