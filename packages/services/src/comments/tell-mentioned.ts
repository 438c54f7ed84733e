import type { AgentId, CommentThreadId } from '@agent-factory/contracts';
import type { MentionedRow } from '@agent-factory/db';
import { oneLine, renderNotice } from '../mail/render-notice.ts';
import type { ServiceContext } from '../service-context.ts';

/** So much of a comment stands in a mail. */
const longest = 600;

/** A mail to each who was mentioned; what they missed also waits on the agent's page. */
export async function tellMentioned(
  { mail, webUrl }: Pick<ServiceContext, 'mail' | 'webUrl'>,
  about: {
    told: readonly MentionedRow[];
    authorName: string;
    agent: { id: AgentId; title: string };
    threadId: CommentThreadId;
    /** With names in it. */
    said: string;
  },
): Promise<void> {
  const { told, authorName, agent, threadId, said } = about;
  const [author, title] = [oneLine(authorName), oneLine(agent.title)];
  const text = said.length > longest ? `${said.slice(0, longest)}…` : said;
  const href =
    webUrl === null ? null : new URL(`/agents/${agent.id}?panel=comments&thread=${threadId}`, webUrl).href;
  for (const { email: recipient } of told) {
    await mail.send(
      renderNotice({
        recipient,
        subject: `${author} mentioned you on ${title}`,
        lead: `${author} mentioned you in a comment on the agent "${title}": ${text}`,
        link: { href, says: 'Read and answer' },
        closing: 'You get this because you are a member of the team that the agent belongs to.',
      }),
    );
  }
}
