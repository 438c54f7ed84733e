import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * How many calls with a good signature came within a minute, up to `atMost`, and in how many seconds the oldest of them
 * is a minute old. Whoever asks holds the trigger's lock, so that two calls do not both take the last place.
 */
export async function countRecentDeliveries(
  tx: Transaction,
  { teamId, triggerId, atMost }: { teamId: TeamId; triggerId: TriggerId; atMost: number },
): Promise<{ count: number; freeInSeconds: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${triggerId}, 1))`.execute(tx);
  const { rows } = await sql<{ count: number; freeInSeconds: number }>`
    select count(*)::integer as count,
      greatest(1, ceil(extract(epoch from min(at) + interval '1 minute' - now())))::integer as "freeInSeconds"
    from (
      select at from public.trigger_deliveries
      where team_id = ${teamId} and trigger_id = ${triggerId} and at > now() - interval '1 minute'
        and verdict not in ('unsigned', 'limited')
      order by seq desc limit ${atMost}
    ) last`.execute(tx);
  return rows[0] ?? { count: 0, freeInSeconds: 1 };
}
