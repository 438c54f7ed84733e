import { type AgentId, AppError, type CommentId, commentLimits, type TeamId } from '@agent-factory/contracts';
import { listMentioned, type MentionedRow, setCommentMentions, type Transaction } from '@agent-factory/db';

const mention = /<@([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>/gi;

/** Whom a comment names, each once. */
export function mentionsIn(body: string): string[] {
  return [...new Set([...body.matchAll(mention)].map(([, id = '']) => id.toLowerCase()))];
}

/** A comment's text with names in place of ids, as mails say it. */
export function withNames(body: string, names: ReadonlyMap<string, string>): string {
  return body.replaceAll(mention, (_, id: string) => `@${names.get(id.toLowerCase()) ?? 'a former member'}`);
}

/**
 * Notes whom a comment mentions, and answers with those of them who are to be told. Throws `invalid_input` for somebody
 * who is no member of the team: they could not read it.
 */
export async function noteMentions(
  tx: Transaction,
  comment: { id: CommentId; teamId: TeamId; agentId: AgentId; body: string; authorId: string },
): Promise<{ told: MentionedRow[]; names: ReadonlyMap<string, string>; count: number }> {
  const userIds = mentionsIn(comment.body);
  if (userIds.length > commentLimits.mentions) {
    throw new AppError(
      'invalid_input',
      `body: mention at most ${commentLimits.mentions} people in a comment.`,
    );
  }
  const { id, teamId, agentId, authorId } = comment;
  const members = userIds.length === 0 ? [] : await listMentioned(tx, { teamId, userIds });
  const strangers = userIds.filter((userId) => members.every((member) => member.id !== userId));
  if (strangers.length > 0) {
    throw new AppError(
      'invalid_input',
      `body: ${strangers.join(', ')} is no member of this team. Only members can be mentioned.`,
    );
  }
  const fresh = await setCommentMentions(tx, { id, teamId, agentId, userIds });
  const told = members.filter((member) => member.id !== authorId && fresh.includes(member.id));
  const names = new Map(members.map((member) => [member.id, member.name || member.email]));
  return { told, names, count: userIds.length };
}
