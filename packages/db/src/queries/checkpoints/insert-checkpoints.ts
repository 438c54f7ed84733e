import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CheckpointRow, CheckpointWriteRow } from './rows.ts';

/** Rows that are there already stay as they are, but for writes of negative place, which replace. */
export async function insertCheckpoints(
  tx: Transaction,
  {
    teamId,
    rows,
    writes,
  }: { teamId: TeamId; rows: readonly CheckpointRow[]; writes: readonly CheckpointWriteRow[] },
): Promise<void> {
  if (rows.length > 0) {
    const values = rows.map(
      (row) => sql`(${teamId}, ${row.threadId}, ${row.namespace}, ${row.checkpointId}, ${row.parentId},
        ${row.depth}::integer, ${row.body})`,
    );
    await sql`
      insert into orchestration.checkpoints
        (team_id, thread_id, namespace, checkpoint_id, parent_id, depth, body)
      values ${sql.join(values)}
      on conflict do nothing`.execute(tx);
  }
  if (writes.length > 0) {
    const values = writes.map(
      (
        write,
      ) => sql`(${teamId}, ${write.threadId}, ${write.namespace}, ${write.checkpointId}, ${write.taskId},
        ${write.index}::integer, ${write.channel}, ${write.body})`,
    );
    await sql`
      insert into orchestration.checkpoint_writes as stored
        (team_id, thread_id, namespace, checkpoint_id, task_id, place, channel, body)
      values ${sql.join(values)}
      on conflict (team_id, thread_id, namespace, checkpoint_id, task_id, place)
      do update set channel = excluded.channel, body = excluded.body where stored.place < 0`.execute(tx);
  }
}
