import type { CommentId, CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when there is none that the person may delete. */
export async function deleteComment(
  tx: Transaction,
  { id, teamId }: { id: CommentId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.spec_comments where team_id = ${teamId} and id = ${id} returning 1`.execute(tx);
  return rows.length === 1;
}

/** A thread in which nothing is said any more; false where something is. */
export async function deleteEmptyThread(
  tx: Transaction,
  { id, teamId }: { id: CommentThreadId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    delete from public.spec_comment_threads thread
    where thread.team_id = ${teamId} and thread.id = ${id}
      and not exists (
        select from public.spec_comments said where said.team_id = thread.team_id and said.thread_id = thread.id
      )
    returning 1`.execute(tx);
  return rows.length === 1;
}
