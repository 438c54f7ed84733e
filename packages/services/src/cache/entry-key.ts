import type { CacheEntry, CacheKind, CacheOwner } from './cache.ts';

/**
 * The name of an entry in memory and in Redis: kind, team, then what it is. Each part is escaped, so that no part can
 * reach into the next: entries of two teams never share a name, whatever their keys are.
 */
export function entryKey(entry: CacheEntry): string {
  return [entry.kind, ownerOf(entry), ...entry.key].map(encodePart).join(':');
}

export function ownerOf(entry: CacheEntry): CacheOwner {
  return entry.kind === 'template' ? entry.templateId : entry.teamId;
}

/** Under which the entries of a kind are forgotten together. */
export function ownerTag(kind: CacheKind, owner: CacheOwner): string {
  return `${kind}:${encodePart(owner)}`;
}

/** Unlike encodeURIComponent this never throws, also not for half a surrogate pair. */
function encodePart(part: string): string {
  return part.replaceAll(/[%:]/g, (sign) => (sign === '%' ? '%25' : '%3A'));
}
