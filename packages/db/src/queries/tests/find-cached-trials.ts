import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What was seen under these keys before, the newest of each. */
export async function findCachedTrials(
  tx: Transaction,
  { teamId, cacheKeys }: { teamId: TeamId; cacheKeys: readonly string[] },
): Promise<{ cacheKey: string; observation: unknown }[]> {
  const { rows } = await sql<{ cacheKey: string; observation: unknown }>`
    select distinct on (cache_key) cache_key as "cacheKey", observation
    from public.test_trials
    where team_id = ${teamId} and cache_key = any (${[...cacheKeys]}::text[]) and status = 'done'
      and cache_key is not null and error is null and observation is not null
    order by cache_key, finished_at desc`.execute(tx);
  return rows;
}
