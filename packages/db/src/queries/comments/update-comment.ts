import type { CommentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** False when the person has written no such comment. */
export async function updateComment(
  tx: Transaction,
  comment: { id: CommentId; teamId: TeamId; authorId: string; body: string; editedAt: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update public.spec_comments set body = ${comment.body}, edited_at = ${comment.editedAt}
    where team_id = ${comment.teamId} and id = ${comment.id} and author_id = ${comment.authorId}::uuid
    returning 1`.execute(tx);
  return rows.length === 1;
}
