import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** How many calls of a model waited so long for first content. */
export interface FirstTokenWaitRow {
  provider: string;
  model: string;
  payer: 'platform' | 'team';
  /** Milliseconds; beyond 1 s to three digits, so that there are at most some thousand of them. */
  ms: number;
  calls: number;
}

/** How long a team waited for first content from `from` until before `until`; rows of several times add up. */
export async function listFirstTokenWaits(
  tx: Transaction,
  { teamId, from, until }: { teamId: TeamId; from: Date; until: Date },
): Promise<FirstTokenWaitRow[]> {
  const { rows } = await sql<FirstTokenWaitRow>`
    select provider, model, payer,
      case when first_token_ms < 1000 then first_token_ms
        else round(first_token_ms, 2 - floor(log(first_token_ms))::integer)::integer end as ms,
      count(*) as calls
    from public.model_calls
    where team_id = ${teamId} and created_at >= ${from} and created_at < ${until} and first_token_ms is not null
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}
