/** What became of one request that was counted. */
export interface RateDecision {
  admitted: boolean;
  /** How many are let in within any minute. */
  limit: number;
  /** How many more would be let in now. */
  remaining: number;
  /** Milliseconds until more are let in than now; of one that was not, until it would be. */
  resetMs: number;
}

/** Counts requests. Never rejects: where the counts cannot be had it goes by what this process has seen. */
export interface RateLimits {
  /** Counts one request of `subject` if there is room for it; one that is not admitted is not counted. */
  hit(subject: string, limit: number): RateDecision | Promise<RateDecision>;
  close(): void;
}
