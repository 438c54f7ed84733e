import { AppError, type InvitationSent } from '@agent-factory/contracts';
import type { InvitationRow } from '@agent-factory/db';
import type { ServiceContext } from '../service-context.ts';
import { invitationView } from './invitation-view.ts';
import { renderInvitation } from './render-invitation.ts';

/** Throws `unavailable` where nobody said at which address the web app is. */
export function invitationLink(ctx: Pick<ServiceContext, 'webUrl'>, token: string): URL {
  if (ctx.webUrl === null) {
    throw new AppError(
      'unavailable',
      'This installation cannot invite people: set WEB_URL, the address of its pages.',
    );
  }
  const link = new URL('/join', ctx.webUrl);
  link.searchParams.set('invitation', token);
  return link;
}

/** Mails the link, once the row that it opens is there, and answers with it: whoever invites can also hand it over. */
export async function sendInvitation(
  ctx: ServiceContext,
  row: InvitationRow,
  { link, teamName }: { link: URL; teamName: string },
): Promise<InvitationSent> {
  const invitedBy = row.invitedBy ?? 'A member';
  const mail = await ctx.mail.send(
    renderInvitation({ recipient: row.email, teamName, invitedBy, role: row.role, link }),
  );
  return { ...invitationView(row), link: link.href, mail };
}
