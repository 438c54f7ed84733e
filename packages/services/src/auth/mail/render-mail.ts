import type { Mail } from './mail-port.ts';

/** What a mail is about, and what it lets its reader do. */
export type MailOccasion = 'signup' | 'magiclink' | 'recovery' | 'email_change' | 'reauthentication';

const words: Record<MailOccasion, { subject: string; lead: string; button: string }> = {
  signup: {
    subject: 'Confirm your e-mail address',
    lead: 'Welcome to Agent Factory. Confirm this address to finish signing up.',
    button: 'Confirm address',
  },
  magiclink: {
    subject: 'Your sign-in link',
    lead: 'Here is your link to sign in to Agent Factory.',
    button: 'Sign in',
  },
  recovery: {
    subject: 'Reset your password',
    lead: 'Someone asked for a new password for this account. If it was you, go on here.',
    button: 'Choose a new password',
  },
  email_change: {
    subject: 'Confirm your new e-mail address',
    lead: 'Confirm that your Agent Factory account should use this address from now on.',
    button: 'Confirm new address',
  },
  reauthentication: {
    subject: 'Your confirmation code',
    lead: 'Enter this code to confirm that it is you.',
    button: '',
  },
};

/** `link` is absent where only the code counts. */
export function renderMail(mail: {
  occasion: MailOccasion;
  recipient: string;
  code: string;
  link: URL | null;
}): Mail {
  const { subject, lead, button } = words[mail.occasion];
  const closing =
    'The link and the code work once, within an hour. If this was not you, nothing happens without them.';
  const text = [
    lead,
    ...(mail.link ? [`${button}: ${mail.link}`] : []),
    `Your code: ${mail.code}`,
    closing,
  ].join('\n\n');
  const html = [
    `<p>${escapeHtml(lead)}</p>`,
    ...(mail.link ? [`<p><a href="${escapeHtml(mail.link.href)}">${escapeHtml(button)}</a></p>`] : []),
    `<p>Your code: <strong>${escapeHtml(mail.code)}</strong></p>`,
    `<p>${escapeHtml(closing)}</p>`,
  ].join('\n');
  return { recipient: mail.recipient, subject, text, html };
}

/** Tells the holder of the old address, who alone can notice that somebody else asked. */
export function renderEmailChangeNotice(recipient: string, newEmail: string): Mail {
  const text = `Someone who is signed in to your Agent Factory account asked to change its address to ${newEmail}. If this was not you, change your password now.`;
  return {
    recipient,
    subject: 'Your e-mail address is about to change',
    text,
    html: `<p>${escapeHtml(text)}</p>`,
  };
}

export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
