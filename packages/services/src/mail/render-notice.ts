import type { Mail } from '../auth/mail/mail-port.ts';
import { escapeHtml } from '../auth/mail/render-mail.ts';

/** A mail of two paragraphs with a link between them, where there is an address to lead to. */
export function renderNotice(notice: {
  recipient: string;
  subject: string;
  lead: string;
  closing: string;
  link: { href: string | null; says: string };
}): Mail {
  const { recipient, subject, lead, closing, link } = notice;
  return {
    recipient,
    subject: oneLine(subject),
    text: [lead, ...(link.href === null ? [] : [`${link.says}: ${link.href}`]), closing].join('\n\n'),
    html: [
      `<p>${escapeHtml(lead)}</p>`,
      ...(link.href === null ? [] : [`<p><a href="${escapeHtml(link.href)}">${link.says}</a></p>`]),
      `<p>${escapeHtml(closing)}</p>`,
    ].join('\n'),
  };
}

/** What people chose as a name is text in a mail, whatever it holds; a line break would end a header. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 100);
}
