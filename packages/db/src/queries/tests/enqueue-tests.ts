import type { TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Queues jobs that work on a run of the transaction's team; those that wait already are replaced. */
export async function enqueueTests(
  tx: Transaction,
  { testRunId, jobs }: { testRunId: TestRunId; jobs: number },
): Promise<void> {
  await sql`select app.enqueue_tests(${testRunId}, ${jobs}::integer)`.execute(tx);
}
