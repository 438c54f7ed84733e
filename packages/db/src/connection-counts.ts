import { connectionsOf, type Database } from './database.ts';

export interface ConnectionCounts {
  open: number;
  /** Of those, the ones with nothing to do. */
  idle: number;
  /** Transactions that wait for one. */
  waiting: number;
}

/** How busy this process's connections are at the moment. */
export function connectionCounts(database: Database): ConnectionCounts {
  const { totalCount, idleCount, waitingCount } = connectionsOf(database).pool;
  return { open: totalCount, idle: idleCount, waiting: waitingCount };
}
