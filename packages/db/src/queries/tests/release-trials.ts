import type { TeamId, TrialId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Hands trials back that were claimed and not finished, for the next worker to take at once. */
export async function releaseTrials(
  tx: Transaction,
  { teamId, held }: { teamId: TeamId; held: readonly { id: TrialId; fence: number }[] },
): Promise<void> {
  await sql`
    update public.test_trials trial set status = 'queued', leased_until = null
    from jsonb_to_recordset(${json(held)}) as mine (id text, fence integer)
    where trial.team_id = ${teamId} and trial.id = mine.id and trial.fence = mine.fence
      and trial.status = 'running'`.execute(tx);
}
