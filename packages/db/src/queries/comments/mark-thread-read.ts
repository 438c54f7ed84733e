import type { CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Notes that somebody has read a thread until then, never less than before. False when there is none. */
export async function markThreadRead(
  tx: Transaction,
  { id, teamId, userId, at }: { id: CommentThreadId; teamId: TeamId; userId: string; at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into public.spec_comment_reads (team_id, thread_id, user_id, read_at)
    select thread.team_id, thread.id, ${userId}::uuid, ${at}::timestamptz
    from public.spec_comment_threads thread
    where thread.team_id = ${teamId} and thread.id = ${id}
    on conflict (team_id, thread_id, user_id)
      do update set read_at = greatest(excluded.read_at, spec_comment_reads.read_at)
    returning 1`.execute(tx);
  return rows.length === 1;
}
