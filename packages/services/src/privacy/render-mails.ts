import type { Mail } from '../auth/mail/mail-port.ts';
import { renderNotice } from '../mail/render-notice.ts';

/** To who asked, and to who would notice that somebody else did. */
export function renderDeletionNotice(recipient: string, erasedAfter: Date, webUrl: string | null): Mail {
  const lead = `Somebody who is signed in to your Agent Factory account asked to delete it. On ${day(erasedAfter)} it will be erased, with all that is yours.`;
  const undo =
    'Until then you can sign in and keep it, in Settings under Privacy. If this was not you, do that and change your password.';
  const href = webUrl === null ? null : new URL('/settings/privacy', webUrl).href;
  const link = { href, says: 'Keep the account' };
  return renderNotice({ recipient, subject: 'Your account will be deleted', lead, closing: undo, link });
}

/** The last that somebody hears of it. */
export function renderErasureNotice(recipient: string, kind: 'account' | 'team', link: string | null): Mail {
  const what =
    kind === 'account' ? 'Your Agent Factory account' : 'A team of yours on Agent Factory that was deleted';
  const lead = `${what} has been erased. A signed receipt says what that was, and what is kept and why. It names nobody.`;
  const more = 'Whoever has the link can read the receipt. Keep it if you want to prove the erasure one day.';
  const subject = kind === 'account' ? 'Your account is erased' : 'A team is erased';
  const receipt = { href: link, says: 'Read the receipt' };
  return renderNotice({ recipient, subject, lead, closing: more, link: receipt });
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
