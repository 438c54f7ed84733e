import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CheckpointWriteRow } from './rows.ts';

/** Rows that are there already stay as they are, but for those of negative place, which are replaced. At least one is needed. */
export async function insertCheckpointWrites(
  tx: Transaction,
  { teamId, writes }: { teamId: TeamId; writes: readonly CheckpointWriteRow[] },
): Promise<void> {
  const values = writes.map(
    (write) => sql`(${teamId}, ${write.threadId}, ${write.namespace}, ${write.checkpointId}, ${write.taskId},
      ${write.index}::integer, ${write.channel}, ${write.body})`,
  );
  await sql`
    insert into orchestration.checkpoint_writes as stored
      (team_id, thread_id, namespace, checkpoint_id, task_id, place, channel, body)
    values ${sql.join(values)}
    on conflict (team_id, thread_id, namespace, checkpoint_id, task_id, place)
    do update set channel = excluded.channel, body = excluded.body where stored.place < 0`.execute(tx);
}
