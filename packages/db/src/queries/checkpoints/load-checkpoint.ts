import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CheckpointPlace, CheckpointRow, CheckpointWriteRow } from './rows.ts';

/**
 * The named checkpoint, or the newest, and its ancestors up to and including the nearest complete one; the
 * writes are those of the first. Null where there is none.
 */
export async function loadCheckpoint(
  tx: Transaction,
  { teamId, threadId, namespace, checkpointId }: CheckpointPlace & { checkpointId: string | null },
): Promise<{ chain: CheckpointRow[]; writes: CheckpointWriteRow[] } | null> {
  const which = checkpointId === null ? sql`` : sql`and checkpoint_id = ${checkpointId}`;
  const { rows: chain } = await sql<CheckpointRow>`
    with recursive chain as (
      (
        select checkpoint_id, parent_id, depth, body, 0 as back
        from orchestration.checkpoints
        where team_id = ${teamId} and thread_id = ${threadId} and namespace = ${namespace} ${which}
        order by checkpoint_id desc
        limit 1
      )
      union all
      select parent.checkpoint_id, parent.parent_id, parent.depth, parent.body, chain.back + 1
      from chain
      join orchestration.checkpoints parent
        on parent.team_id = ${teamId} and parent.thread_id = ${threadId} and parent.namespace = ${namespace}
        and parent.checkpoint_id = chain.parent_id
      where chain.depth > 0
    )
    select ${threadId} as "threadId", ${namespace} as namespace, checkpoint_id as "checkpointId",
      parent_id as "parentId", depth, body
    from chain
    order by back`.execute(tx);
  const newest = chain[0];
  if (newest === undefined) return null;
  const { rows: writes } = await sql<CheckpointWriteRow>`
    select thread_id as "threadId", namespace, checkpoint_id as "checkpointId", task_id as "taskId",
      place as index, channel, body
    from orchestration.checkpoint_writes
    where team_id = ${teamId} and thread_id = ${threadId} and namespace = ${namespace}
      and checkpoint_id = ${newest.checkpointId}
    order by task_id, place`.execute(tx);
  return { chain, writes };
}
