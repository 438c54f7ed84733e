import { invitationDays } from '@agent-factory/contracts';
import type { Mail } from '../auth/mail/mail-port.ts';
import { oneLine, renderNotice } from '../mail/render-notice.ts';

/** Names that people chose are text here, whatever they hold; a line break would end a header. */
export function renderInvitation(invitation: {
  recipient: string;
  teamName: string;
  invitedBy: string;
  role: string;
  link: URL;
}): Mail {
  const team = oneLine(invitation.teamName);
  const lead = `${oneLine(invitation.invitedBy)} invites you to the team "${team}" on Agent Factory, as ${invitation.role}.`;
  const closing = `The link works once, for this address, within ${invitationDays} days. If you do not know who invites you, leave it be.`;
  return renderNotice({
    recipient: invitation.recipient,
    subject: `Invitation to the team "${team}"`,
    lead,
    closing,
    link: { href: invitation.link.href, says: 'Join the team' },
  });
}
