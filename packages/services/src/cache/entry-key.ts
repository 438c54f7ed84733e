import type { TeamId } from '@agent-factory/contracts';
import type { CacheEntry, CacheKind } from './cache.ts';

/**
 * The name of an entry in memory and in Redis: kind, team, then what it is. Each part is escaped, so that no part can
 * reach into the next: entries of two teams never share a name, whatever their keys are.
 */
export function entryKey({ kind, teamId, key }: CacheEntry): string {
  return [kind, teamId, ...key].map(encodePart).join(':');
}

/** Under which the entries of a kind are forgotten together. */
export function teamTag(kind: CacheKind, teamId: TeamId): string {
  return `${kind}:${encodePart(teamId)}`;
}

/** Unlike encodeURIComponent this never throws, also not for half a surrogate pair. */
function encodePart(part: string): string {
  return part.replaceAll(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));
}
