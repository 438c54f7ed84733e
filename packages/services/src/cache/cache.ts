import type { TeamId } from '@agent-factory/contracts';

/** What is kept, and for how long at most. */
export const cacheLifetimesMs = {
  /** By the hash of its content, so it never goes stale. */
  spec: 60 * 60_000,
  /** For display: what refuses a run asks the database. */
  quota: 60_000,
} as const;
export type CacheKind = keyof typeof cacheLifetimesMs;

export interface CacheEntry {
  kind: CacheKind;
  /** Whose it is; nothing is kept that is not a team's. */
  teamId: TeamId;
  /** What it is, within its kind and team. */
  key: readonly string[];
}

/** What was asked of a process's cache, by kind. */
export type CacheTally = Record<CacheKind, { memory: number; redis: number; missed: number }>;

export function emptyCacheTally(): CacheTally {
  return { spec: { memory: 0, redis: 0, missed: 0 }, quota: { memory: 0, redis: 0, missed: 0 } };
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
  /** Forgets everything of this kind that is kept for the team, in all processes. */
  forget(kind: CacheKind, teamId: TeamId): Promise<void>;
  /**
   * Removes everything that is kept of the team, model answers in Redis too, rather than only forgetting where it is.
   * Rejects where Redis cannot be asked.
   */
  erase(teamId: TeamId): Promise<void>;
  close(): Promise<void>;
}
