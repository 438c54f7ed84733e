/** Since when a circuit is known to be broken, as processes tell each other; null for closed again. */
export interface BreakerNews {
  key: string;
  /** Milliseconds since the epoch. */
  openUntil: number | null;
}

/**
 * Carries the news between processes. Decisions are taken on what is known here: a store that is slow or gone
 * leaves each process with its own experience, so neither method may throw.
 */
export interface BreakerStore {
  publish(news: BreakerNews): void;
  /** Calls back with what other processes found; returns how to stop. */
  subscribe(listener: (news: BreakerNews) => void): () => void;
}
