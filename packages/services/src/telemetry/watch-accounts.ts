import { isAppError } from '@agent-factory/contracts';
import type { AccountPort } from '@agent-factory/llm';

/** What became of the reservations of this process. */
export interface ReservationTally {
  made: number;
  /** The worst case did not fit a budget. */
  refused: number;
  /** The ledger could not be asked. */
  failed: number;
  settled: number;
}

/** The same accounts, counting what is set aside and settled. */
export function watchAccounts(accounts: AccountPort, tally: ReservationTally): AccountPort {
  return {
    async reserve(account, attempt) {
      try {
        const hold = await accounts.reserve(account, attempt);
        tally.made += 1;
        return hold;
      } catch (error) {
        if (isAppError(error) && error.code === 'cost_ceiling') tally.refused += 1;
        else tally.failed += 1;
        throw error;
      }
    },
    settle(account, hold, record) {
      tally.settled += 1;
      return accounts.settle(account, hold, record);
    },
    ...(accounts.cached !== undefined && {
      cached: (account, answer) => accounts.cached?.(account, answer),
    }),
  };
}
