import { claimStaleTestRuns, enqueueTests, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { finish } from './execute.ts';

/** At most so many a round; the longest untouched first. */
const batch = 50;

/**
 * Finds test runs that nobody has touched for `untouchedForMs` though they have not ended, because a worker died over
 * them or their job is lost: each gets a job, or its end where nothing is left to do. Any number of processes may do
 * this at once. Answers with how many it set going again.
 */
export async function reconcileTestRuns({
  services,
  untouchedForMs,
}: {
  services: Pick<Services, 'db' | 'bus'>;
  untouchedForMs: number;
}): Promise<{ revived: number }> {
  const stale = await claimStaleTestRuns(services.db, { untouchedForMs, limit: batch });
  let revived = 0;
  for (const { id: testRunId, teamId } of stale) {
    const status = await finish(services, { testRunId, teamId });
    if (status !== 'queued' && status !== 'running') continue;
    const actor = { type: 'system', teamId, reason: 'reconcile_tests' } as const;
    await withTenant(services.db, actor, (tx) => enqueueTests(tx, { testRunId, jobs: 1 }));
    revived += 1;
  }
  return { revived };
}
