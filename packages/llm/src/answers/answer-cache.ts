import type { AnswerPiece, FinishEvent } from '../model-port.ts';

/** An answer as it was passed on once, to be passed on again. */
export interface CachedAnswer {
  /** Whether it came as a stream; its raw pieces fit only a call that asks the same way. */
  streamed: boolean;
  provider: string;
  model: string;
  /** Whether every piece carries the vendor's own JSON. */
  raw: boolean;
  pieces: readonly AnswerPiece[];
  finish: Pick<FinishEvent, 'finishReason' | 'tokens' | 'estimated'>;
}

/**
 * Where answers are kept. Losing it, or an entry, costs a call and nothing else: neither method rejects, and an
 * entry that cannot be read is not there. Keys come from `answerKey` and name the tenant.
 */
export interface AnswerCache {
  get(key: string): Promise<CachedAnswer | null>;
  set(key: string, answer: CachedAnswer, ttlMs: number): Promise<void>;
}

export const answerTtlMs = 30 * 60_000;
