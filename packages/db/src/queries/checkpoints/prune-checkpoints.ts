import type { TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Leaves of a thread in which no run is at work what it remembers: the newest checkpoint of the agent itself, with
 * the rows that it is read from. Older states, those of members, and all half-done writes are for resuming alone.
 */
export async function pruneCheckpoints(
  tx: Transaction,
  { teamId, threadId }: { teamId: TeamId; threadId: ThreadId },
): Promise<void> {
  await sql`
    with recursive kept as (
      (
        select checkpoint_id, parent_id, depth from orchestration.checkpoints
        where team_id = ${teamId} and thread_id = ${threadId} and namespace = ''
        order by checkpoint_id desc
        limit 1
      )
      union all
      select parent.checkpoint_id, parent.parent_id, parent.depth
      from kept
      join orchestration.checkpoints parent
        on parent.team_id = ${teamId} and parent.thread_id = ${threadId} and parent.namespace = ''
        and parent.checkpoint_id = kept.parent_id
      where kept.depth > 0
    ), writes as (
      delete from orchestration.checkpoint_writes where team_id = ${teamId} and thread_id = ${threadId}
    )
    delete from orchestration.checkpoints
    where team_id = ${teamId} and thread_id = ${threadId}
      and (namespace <> '' or checkpoint_id not in (select checkpoint_id from kept))`.execute(tx);
}
