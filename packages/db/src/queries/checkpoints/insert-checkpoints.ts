import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CheckpointRow } from './rows.ts';

/** Rows that are there already stay as they are. At least one is needed. */
export async function insertCheckpoints(
  tx: Transaction,
  { teamId, rows }: { teamId: TeamId; rows: readonly CheckpointRow[] },
): Promise<void> {
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
