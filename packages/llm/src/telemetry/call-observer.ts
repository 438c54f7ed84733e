import type { AppError } from '@agent-factory/contracts';
import type { AttemptRecord, FinishEvent, ModelEvent, ModelRequest } from '../model-port.ts';
import type { Account } from '../spending/account.ts';

/** One call as it began; the observer returns what wants to hear of the rest. */
export interface CallStart {
  request: ModelRequest;
  account: Account | null;
  /** Milliseconds since the epoch. */
  startedAt: number;
  streamed: boolean;
  /** Whether an answer of the tenant's cache would do; an answer that is not `cached` was a miss then. */
  cache?: boolean;
}

export interface CallWatch {
  /** After each try, in order. */
  attempt(record: AttemptRecord): void;
  /** What is passed on to the reader, as it comes; called for observers that have it alone. */
  said?(event: Exclude<ModelEvent, FinishEvent>): void;
  /** Exactly once, at the end. */
  ended(result: { finish: FinishEvent } | { error: AppError; attempts: readonly AttemptRecord[] }): void;
}

/** Hears of every call: spans, metrics. Must not throw and must be quick; nothing waits for it. */
export interface CallObserver {
  started(call: CallStart): CallWatch;
  /** A breaker changed its state. */
  breaker(change: { key: string; state: 'closed' | 'open' | 'half_open' }): void;
}
