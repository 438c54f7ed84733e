import type { AttemptRecord, CallTokens } from '../model-port.ts';
import type { Account } from './account.ts';

export interface Hold {
  /** Of the reservation, opaque. */
  id: string;
}

/** What is about to be tried. */
export interface AttemptAhead {
  provider: string;
  model: string;
  payer: 'platform' | 'team';
  /** Null where the price is unknown: refused wherever a budget has a limit. */
  worstNanoUsd: number | null;
  /** Which try of its call this is, from 1; 1 if left out. */
  number?: number;
}

/**
 * Sets money aside before an attempt and settles it after, atomically against every budget in question (run, key,
 * team, month). Only what the platform pays counts against the plan's; a team's own key counts against its own.
 */
export interface AccountPort {
  /** Rejects with AppError `cost_ceiling` when the worst case does not fit; nothing is set aside then. */
  reserve(account: Account, attempt: AttemptAhead): Promise<Hold>;
  /**
   * Replaces what was set aside by what was spent and writes the usage row; called exactly once for each hold,
   * whatever came of the attempt. A failure is reported by the implementation, never thrown at the reader. Resolves
   * once it is durable; nobody needs to wait for that.
   */
  settle(account: Account, hold: Hold, record: AttemptRecord): Promise<void>;
  /** Notes an answer that came from the cache and cost nothing. */
  cached?(account: Account, answer: { provider: string; model: string; tokens: CallTokens }): void;
}
