import type { Mail } from '../auth/mail/mail-port.ts';
import { escapeHtml } from '../auth/mail/render-mail.ts';

/** To who asked, and to who would notice that somebody else did. */
export function renderDeletionNotice(recipient: string, erasedAfter: Date, webUrl: string | null): Mail {
  const lead = `Somebody who is signed in to your Agent Factory account asked to delete it. On ${day(erasedAfter)} it will be erased, with all that is yours.`;
  const undo =
    'Until then you can sign in and keep it, in Settings under Privacy. If this was not you, do that and change your password.';
  return mailOf(recipient, 'Your account will be deleted', lead, undo, {
    href: webUrl === null ? null : new URL('/settings/privacy', webUrl).href,
    says: 'Keep the account',
  });
}

/** The last that somebody hears of it. */
export function renderErasureNotice(recipient: string, kind: 'account' | 'team', link: string | null): Mail {
  const what =
    kind === 'account' ? 'Your Agent Factory account' : 'A team of yours on Agent Factory that was deleted';
  const lead = `${what} has been erased. A signed receipt says what that was, and what is kept and why. It names nobody.`;
  const more = 'Whoever has the link can read the receipt. Keep it if you want to prove the erasure one day.';
  return mailOf(recipient, kind === 'account' ? 'Your account is erased' : 'A team is erased', lead, more, {
    href: link,
    says: 'Read the receipt',
  });
}

function mailOf(
  recipient: string,
  subject: string,
  lead: string,
  closing: string,
  link: { href: string | null; says: string },
): Mail {
  return {
    recipient,
    subject,
    text: [lead, ...(link.href === null ? [] : [`${link.says}: ${link.href}`]), closing].join('\n\n'),
    html: [
      `<p>${escapeHtml(lead)}</p>`,
      ...(link.href === null ? [] : [`<p><a href="${escapeHtml(link.href)}">${link.says}</a></p>`]),
      `<p>${escapeHtml(closing)}</p>`,
    ].join('\n'),
  };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
