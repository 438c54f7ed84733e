import type { TeamId, TemplateId } from '@agent-factory/contracts';

/** What is kept, and for how long at most. */
export const cacheLifetimesMs = {
  /** By the hash of its content, so it never goes stale. */
  spec: 60 * 60_000,
  /** For display: what refuses a run asks the database. */
  quota: 60_000,
  /** Sums of days that are over; see usage/sums.ts. */
  usage: 10 * 60_000,
  /** A listing of the marketplace, which anybody may read; forgotten by whatever changes it, and soon without Redis. */
  template: 10 * 60_000,
} as const;
export type CacheKind = keyof typeof cacheLifetimesMs;

interface TeamEntry {
  kind: 'spec' | 'quota' | 'usage';
  /** Whose it is; nothing else is kept but what is public. */
  teamId: TeamId;
  /** What it is, within its kind and team. */
  key: readonly string[];
}

interface ListingEntry {
  kind: 'template';
  templateId: TemplateId;
  key: readonly string[];
}

export type CacheEntry = TeamEntry | ListingEntry;
/** What the entries of a kind belong to, and are forgotten with. */
export type CacheOwner = TeamId | TemplateId;

/** What was asked of a process's cache, by kind. */
export type CacheTally = Record<CacheKind, { memory: number; redis: number; missed: number }>;

export function emptyCacheTally(): CacheTally {
  const none = () => ({ memory: 0, redis: 0, missed: 0 });
  return { spec: none(), quota: none(), usage: none(), template: none() };
}

/**
 * What is asked often and may be a moment old. Whatever happens to it, it is only ever a miss: no error of its own
 * reaches a caller.
 */
export interface Cache {
  /**
   * What is kept of `entry`, else what `read` answers, which is then kept; it must survive JSON. Of those who ask for
   * the same at once, one reads. Rejects as `read` does; a failure is not kept.
   */
  getOrRead<T extends object>(entry: CacheEntry, read: () => Promise<T>): Promise<T>;
  /** Forgets everything of this kind that is kept for the team, or of the template, in all processes. */
  forget(kind: CacheKind, owner: CacheOwner): Promise<void>;
  /**
   * Removes everything that is kept of the team, model answers in Redis too, rather than only forgetting where it is.
   * Rejects where Redis cannot be asked.
   */
  erase(teamId: TeamId): Promise<void>;
  close(): Promise<void>;
}
