import type { TeamId, TestRunId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** The run that this idempotency key made, and the hash of what was asked then. */
export async function selectTestRunByKey(
  tx: Transaction,
  { teamId, idempotencyKey }: { teamId: TeamId; idempotencyKey: string },
): Promise<{ id: TestRunId; requestHash: string | null } | undefined> {
  const { rows } = await sql<{ id: TestRunId; requestHash: string | null }>`
    select id, request_hash as "requestHash" from public.test_runs
    where team_id = ${teamId} and idempotency_key = ${idempotencyKey}`.execute(tx);
  return rows[0];
}
