import type { RunId, TeamId } from '@agent-factory/contracts';
import { enqueueJob, type Transaction, wakeRun } from '@agent-factory/db';

/**
 * Gives a run that waits a job, in the transaction of what it has waited for. One that is at work or queued needs
 * none: it looks again before it waits. The caller holds the run's row.
 */
export async function resumeRun(
  tx: Transaction,
  { runId, teamId }: { runId: RunId; teamId: TeamId },
): Promise<boolean> {
  const woken = await wakeRun(tx, { runId, teamId });
  if (woken) await enqueueJob(tx, 'execute_run', { run_id: runId, team_id: teamId }, { jobKey: runId });
  return woken;
}
