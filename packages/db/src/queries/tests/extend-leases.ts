import type { TeamId, TestRunId, TrialId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** A sign of life for trials at work. Whether the run is still wanted. */
export async function extendLeases(
  tx: Transaction,
  {
    testRunId,
    teamId,
    held,
    leaseMs,
  }: {
    testRunId: TestRunId;
    teamId: TeamId;
    held: readonly { id: TrialId; fence: number }[];
    leaseMs: number;
  },
): Promise<{ wanted: boolean }> {
  const { rows } = await sql<{ wanted: boolean }>`
    with held as (
      update public.test_trials trial
      set leased_until = now() + ${leaseMs}::integer * interval '1 millisecond'
      from jsonb_to_recordset(${json(held)}) as mine (id text, fence integer)
      where trial.team_id = ${teamId} and trial.id = mine.id and trial.fence = mine.fence and trial.status = 'running'
    )
    update public.test_runs set touched_at = now()
    where team_id = ${teamId} and id = ${testRunId} and status = 'running'
    returning cancel_requested_at is null as wanted`.execute(tx);
  return { wanted: rows[0]?.wanted ?? false };
}
