import type { AgentId, CommentThreadId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** False, and nothing written, where the agent has `atMost`. */
export async function insertCommentThread(
  tx: Transaction,
  thread: {
    id: CommentThreadId;
    teamId: TeamId;
    agentId: AgentId;
    documentId: string | null;
    startAt: string | null;
    endAt: string | null;
    path: readonly (string | number)[] | null;
    quote: string;
    createdBy: string;
    createdAt: Date;
    atMost: number;
  },
): Promise<boolean> {
  const { id, teamId, agentId, path } = thread;
  const { rows } = await sql`
    insert into public.spec_comment_threads
      (id, team_id, agent_id, document_id, start_at, end_at, path, quote, created_by, created_at)
    select ${id}, ${teamId}, ${agentId}, ${thread.documentId}::uuid, ${thread.startAt}, ${thread.endAt},
      ${path === null ? null : json(path)}::jsonb, ${thread.quote}, ${thread.createdBy}::uuid, ${thread.createdAt}
    where ${thread.atMost} > (
      select count(*) from public.spec_comment_threads where team_id = ${teamId} and agent_id = ${agentId}
    )
    returning 1`.execute(tx);
  return rows.length === 1;
}
