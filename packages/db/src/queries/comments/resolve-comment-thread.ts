import type { CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Resolves a thread, or opens it again; false, and nothing written, where it is that already or the person may not. */
export async function resolveCommentThread(
  tx: Transaction,
  thread: { id: CommentThreadId; teamId: TeamId; resolved: { at: Date; by: string } | null },
): Promise<boolean> {
  const { id, teamId, resolved } = thread;
  const { rows } = await sql`
    update public.spec_comment_threads
    set resolved_at = ${resolved?.at ?? null}, resolved_by = ${resolved?.by ?? null}::uuid
    where team_id = ${teamId} and id = ${id} and (resolved_at is null) = ${resolved !== null}
    returning 1`.execute(tx);
  return rows.length === 1;
}
