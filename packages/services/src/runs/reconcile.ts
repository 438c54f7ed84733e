import {
  enqueueJob,
  freeDeadRun,
  listStaleRuns,
  type StaleRun,
  wakeRun,
  withTenant,
} from '@agent-factory/db';
import type { Queue } from '../queue/run-queue.ts';
import type { Services } from '../service-context.ts';
import type { RunTimings } from './execution/run-timings.ts';

/** At most so many of each kind per round; the longest untouched come first. */
const batch = 100;

/**
 * Finds runs that nobody is at work on though somebody should be, and gives each a job that will: runs whose
 * worker gave no sign of life for `deadAfterMs`, and queued runs whose job is lost, spent, held by the dead, or
 * put off for long: after an outage the queue's own pauses grow to minutes, though the next try would succeed.
 * Any number of processes may do this at once. Answers with how many it set going again.
 */
export async function reconcileRuns({
  services,
  queue,
  timings,
}: {
  services: Pick<Services, 'db'>;
  queue: Pick<Queue, 'states' | 'unlock'>;
  timings: RunTimings;
}): Promise<{ revived: number }> {
  const { deadAfterMs } = timings;
  const stale = await listStaleRuns(services.db, {
    runningForMs: deadAfterMs,
    queuedForMs: deadAfterMs,
    limit: batch,
  });
  if (stale.length === 0) return { revived: 0 };

  const states = await queue.states(stale.map((run) => run.run_id));
  const jobs = new Map(states.map((job) => [job.key, job]));
  const abandoned = stale.filter(({ run_id, status }) => {
    const job = jobs.get(run_id);
    if (status !== 'queued' || job === undefined || job.exhausted) return true;
    if (job.lockedForMs === null) return job.waitsForMs > deadAfterMs;
    // Between taking a job and claiming its run lie milliseconds, in a process that lives.
    return job.lockedForMs > deadAfterMs;
  });
  const holders = new Set(abandoned.flatMap(({ run_id }) => jobs.get(run_id)?.lockedBy ?? []));
  if (holders.size > 0) await queue.unlock([...holders]);

  const revived = await Promise.all(abandoned.map((run) => revive(services, run, deadAfterMs)));
  return { revived: revived.filter(Boolean).length };
}

/** One transaction: the run is free again and has a job. False if somebody else was quicker. */
function revive(services: Pick<Services, 'db'>, run: StaleRun, deadAfterMs: number): Promise<boolean> {
  const { team_id, run_id } = run;
  return withTenant(
    services.db,
    { type: 'system', teamId: team_id, reason: 'reconcile_runs' },
    async (tx) => {
      if (run.status === 'running') {
        const freed = await freeDeadRun(tx, { runId: run_id, teamId: team_id, deadAfterMs });
        if (!freed) return false;
      }
      // It waits, though nobody is asked anything: whoever decided died before it could tell.
      if (run.status === 'waiting' && !(await wakeRun(tx, { runId: run_id, teamId: team_id }))) return false;
      // The key makes this the run's job, whether there is one or not.
      await enqueueJob(tx, 'execute_run', { run_id, team_id }, { jobKey: run_id });
      return true;
    },
  );
}
