import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction } from '../../tenant-transaction.ts';

/** Jobs of one kind. */
export interface QueueDepth {
  task: string;
  /** Could be worked on now. */
  ready: number;
  /** Wait for their time: retries and what was asked for later. */
  later: number;
  running: number;
  /** Were tried as often as they may be. */
  exhausted: number;
}

export interface PlatformLoad {
  queue: QueueDepth[];
  /** Trials of tests that have not ended, by status. */
  openTrials: Record<string, number>;
  /** Tests that ended in the last hour, by verdict. */
  endedTests: Record<string, number>;
}

/** What waits and what was tested, over all teams. The question crosses tenants; it answers with counts alone. */
export async function selectPlatformLoad(database: Database): Promise<PlatformLoad> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows: queue } = await sql<QueueDepth>`
      select task, ready, later, running, exhausted from app.queue_depth() order by task`.execute(tx);
    const { rows } = await sql<Omit<PlatformLoad, 'queue'>>`
      select open_trials as "openTrials", ended_tests as "endedTests" from app.test_load()`.execute(tx);
    const [tests] = rows;
    if (tests === undefined) throw new Error('a function without a table answers with one row');
    return { queue, ...tests };
  });
}
