import type { KeyVersion } from '@agent-factory/contracts';

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

/** What a key's runs are of: a label, or the beginning of a spec's hash. */
export function versionWords(version: KeyVersion): string {
  return version.length === 64
    ? `Runs the spec ${version.slice(0, 12)}…`
    : `Runs what is labelled ${version}`;
}
