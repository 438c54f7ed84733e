import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { CheckpointPlace } from './rows.ts';

/** Newest first, older than `before`. */
export async function listCheckpointIds(
  tx: Transaction,
  { teamId, threadId, namespace, before, limit }: CheckpointPlace & { before: string | null; limit: number },
): Promise<string[]> {
  const older = before === null ? sql`` : sql`and checkpoint_id < ${before}`;
  const { rows } = await sql<{ id: string }>`
    select checkpoint_id as id from orchestration.checkpoints
    where team_id = ${teamId} and thread_id = ${threadId} and namespace = ${namespace} ${older}
    order by checkpoint_id desc
    limit ${limit}`.execute(tx);
  return rows.map(({ id }) => id);
}
