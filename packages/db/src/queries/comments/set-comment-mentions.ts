import type { AgentId, CommentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface MentionedRow {
  id: string;
  name: string;
  email: string;
}

/** Those of the people who are members of the team, with where mail reaches them. */
export async function listMentioned(
  tx: Transaction,
  { teamId, userIds }: { teamId: TeamId; userIds: readonly string[] },
): Promise<MentionedRow[]> {
  const { rows } = await sql<MentionedRow>`
    select profile.id, profile.name, profile.email
    from public.team_members member
    join public.profiles profile on profile.id = member.user_id
    where member.team_id = ${teamId} and member.user_id = any(${[...userIds]}::uuid[])`.execute(tx);
  return rows;
}

/** A comment mentions these people and no others; answers with those whom it did not mention before. */
export async function setCommentMentions(
  tx: Transaction,
  comment: { id: CommentId; teamId: TeamId; agentId: AgentId; userIds: readonly string[] },
): Promise<string[]> {
  const { id, teamId, agentId } = comment;
  const userIds = [...comment.userIds];
  await sql`
    delete from public.spec_comment_mentions
    where team_id = ${teamId} and comment_id = ${id} and not user_id = any(${userIds}::uuid[])`.execute(tx);
  if (userIds.length === 0) return [];
  const { rows } = await sql<{ userId: string }>`
    insert into public.spec_comment_mentions (team_id, agent_id, comment_id, user_id)
    select ${teamId}, ${agentId}, ${id}, person from unnest(${userIds}::uuid[]) person
    on conflict do nothing
    returning user_id as "userId"`.execute(tx);
  return rows.map(({ userId }) => userId);
}
