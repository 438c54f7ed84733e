import type { ApprovalId } from '@agent-factory/contracts';
import { enqueueJob, releaseRun, suspendRun } from '@agent-factory/db';
import type { EventLog } from './event-log.ts';
import type { Lease } from './lease.ts';

/**
 * Gives the run up until people have answered what it `asked`: no worker, no job, no connection is held for it
 * then. If somebody was quicker than this transaction, nobody would wake it any more: it gets a job at once. Whether
 * it waits now.
 */
export async function suspend(log: EventLog, lease: Lease, asked: readonly ApprovalId[]): Promise<boolean> {
  const { runId, teamId } = lease;
  let waits = false;
  await log.writeWith(async (tx) => {
    waits = await suspendRun(tx, { ...lease, asked });
    if (waits) return;
    await releaseRun(tx, lease);
    await enqueueJob(tx, 'execute_run', { run_id: runId, team_id: teamId }, { jobKey: runId });
  });
  return waits;
}
