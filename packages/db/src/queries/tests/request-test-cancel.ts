import type { TeamId, TestRunId, TestRunStatus } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** How the run stood and what it is called; undefined for one that has ended or does not exist. */
export async function requestTestCancel(
  tx: Transaction,
  { id, teamId }: { id: TestRunId; teamId: TeamId },
): Promise<{ status: TestRunStatus; name: string } | undefined> {
  const { rows } = await sql<{ status: TestRunStatus; name: string }>`
    update public.test_runs set cancel_requested_at = coalesce(cancel_requested_at, now())
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'running')
    returning status, name`.execute(tx);
  return rows[0];
}
