import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Everything that was saved of a thread; the thread itself stays, and forgets. */
export async function deleteThreadCheckpoints(
  tx: Transaction,
  { teamId, threadId }: { teamId: TeamId; threadId: string },
): Promise<void> {
  await sql`
    with writes as (
      delete from orchestration.checkpoint_writes where team_id = ${teamId} and thread_id = ${threadId}
    )
    delete from orchestration.checkpoints where team_id = ${teamId} and thread_id = ${threadId}`.execute(tx);
}
