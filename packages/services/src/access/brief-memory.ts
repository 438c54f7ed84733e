/** Remembers answers for a moment, so that a burst of equal questions is asked once. */
export interface BriefMemory<T> {
  /** The answer for `key`, from `ask` unless it was asked less than the memory's span ago. */
  get(key: string, ask: () => Promise<T>): Promise<T>;
  /** The next question for `key` is asked anew. */
  forget(key: string): void;
}

/** Refusals are never kept. Holds at most `maxEntries`; the oldest go first. */
export function createBriefMemory<T>(options: {
  spanMs: number;
  maxEntries: number;
  /** Milliseconds since the epoch. */
  now(): number;
}): BriefMemory<T> {
  const kept = new Map<string, { until: number; answer: Promise<T> }>();
  return {
    get(key, ask) {
      const now = options.now();
      const known = kept.get(key);
      if (known !== undefined && known.until > now) return known.answer;

      const answer = ask();
      // A Map keeps the order of insertion, so the first key is the oldest.
      kept.delete(key);
      kept.set(key, { until: now + options.spanMs, answer });
      for (const oldest of kept.keys()) {
        if (kept.size <= options.maxEntries) break;
        kept.delete(oldest);
      }
      answer.catch(() => {
        if (kept.get(key)?.answer === answer) kept.delete(key);
      });
      return answer;
    },
    forget: (key) => void kept.delete(key),
  };
}
