import {
  claimStaleSpecPatches,
  countRevival,
  enqueueJob,
  finishSpecPatch,
  selectSpecPatch,
  withTenant,
} from '@agent-factory/db';
import type { Queue } from '../queue/run-queue.ts';
import type { Services } from '../service-context.ts';

/** At most so many a round; the longest untouched first. */
const batch = 50;
/** Whoever works on one shows a sign of life every five seconds. */
const untouchedForMs = 45_000;
/** So often it is set going again; what breaks five workers would break the sixth. */
const mostRevivals = 5;

/**
 * Finds patches that nobody works on though they have not ended: their worker died, or their job is lost. Each gets a
 * job again, which goes on after the last phase that was kept; after five times it is discarded as broken off. One that
 * only waits for its turn in the queue goes on waiting. Any number of processes may do this at once.
 */
export async function reconcilePatches({
  services,
  queue,
}: {
  services: Pick<Services, 'db'>;
  queue: Pick<Queue, 'states' | 'unlock'>;
}): Promise<{ revived: number; ended: number }> {
  const stale = await claimStaleSpecPatches(services.db, { untouchedForMs, limit: batch });
  if (stale.length === 0) return { revived: 0, ended: 0 };
  const jobs = new Map((await queue.states(stale.map(({ id }) => id))).map((job) => [job.key, job]));
  const abandoned = stale.filter(({ id }) => {
    const job = jobs.get(id);
    return job === undefined || job.exhausted || job.lockedForMs !== null;
  });
  const holders = new Set(abandoned.flatMap(({ id }) => jobs.get(id)?.lockedBy ?? []));
  if (holders.size > 0) await queue.unlock([...holders]);
  const outcome = { revived: 0, ended: 0 };
  for (const { id, teamId } of abandoned) {
    const system = { type: 'system', teamId, reason: 'propose_patch' } as const;
    await withTenant(services.db, system, async (tx) => {
      const revived = await countRevival(tx, { id, teamId });
      if (revived === undefined) return;
      if (revived > mostRevivals) {
        const row = await selectSpecPatch(tx, { id, teamId });
        const reason = `The worker broke off ${mostRevivals + 1} times while it was at it. Ask for another patch; with fewer cases or trials it needs less.`;
        const refusal = { code: 'broke_off', reason } as const;
        const { patch = null, results = {} } = row ?? {};
        await finishSpecPatch(tx, { id, teamId, refusal, patch, results });
        outcome.ended += 1;
        return;
      }
      await enqueueJob(
        tx,
        'propose_patch',
        { patch_id: id, team_id: teamId },
        { jobKey: id, maxAttempts: 5 },
      );
      outcome.revived += 1;
    });
  }
  return outcome;
}
