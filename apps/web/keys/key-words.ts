import type { KeyVersion } from '@agent-factory/contracts';
import type { Figures } from '@agent-factory/ui';
import type { Translator } from '../words/translator.ts';

/** "Expires 3 Mar 2027", in the reader's own time zone. */
export function expiryWords(
  expiresAt: string | null,
  say: Translator<'keys'>,
  moment: Figures['moment'],
): string {
  if (expiresAt === null) return say('neverExpires');
  const day = moment(expiresAt, { dateStyle: 'medium' });
  return isPast(expiresAt) ? say('expired', { day }) : say('expires', { day });
}

export function isPast(iso: string | null): boolean {
  return iso !== null && Date.parse(iso) <= Date.now();
}

/** What a key's runs are of: a label, or the beginning of a spec's hash. */
export function versionWords(version: KeyVersion, say: Translator<'keys'>): string {
  return version.length === 64
    ? say('runsSpec', { hash: version.slice(0, 12) })
    : say('runsLabelled', { label: version });
}
