import { invitationDays } from '@agent-factory/contracts';
import type { Mail } from '../auth/mail/mail-port.ts';
import { escapeHtml } from '../auth/mail/render-mail.ts';

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
  return {
    recipient: invitation.recipient,
    subject: `Invitation to the team "${team}"`,
    text: [lead, `Join: ${invitation.link}`, closing].join('\n\n'),
    html: [
      `<p>${escapeHtml(lead)}</p>`,
      `<p><a href="${escapeHtml(invitation.link.href)}">Join the team</a></p>`,
      `<p>${escapeHtml(closing)}</p>`,
    ].join('\n'),
  };
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}
