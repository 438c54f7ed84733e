const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });
const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });

/** "expires 3 Mar 2027", in the reader's own time zone. */
export function expiryWords(expiresAt: string | null): string {
  if (expiresAt === null) return 'does not expire';
  return `${isPast(expiresAt) ? 'expired' : 'expires'} ${day.format(new Date(expiresAt))}`;
}

export function momentWords(iso: string): string {
  return moment.format(new Date(iso));
}

export function isPast(iso: string | null): boolean {
  return iso !== null && Date.parse(iso) <= Date.now();
}
