import { enqueueTests, withTenant } from '@agent-factory/db';
import { slotsOf, type TeamShares } from '../queue/team-shares.ts';
import type { TeamSlots } from '../queue/team-slots.ts';
import { readTeamPolicy } from '../spending/call-options.ts';
import { executeTests } from './execute.ts';

/**
 * `executeTests`, for a worker that keeps places for other teams: a job whose team has its share of them goes back to
 * the queue untouched. The queue hands out few of those: it is asked for the jobs of other teams while one has no room.
 */
export async function executeTestsFairly({
  slots,
  shares,
  places,
  ...work
}: Parameters<typeof executeTests>[0] & {
  slots: TeamSlots;
  shares: TeamShares;
  /** How many jobs of tests the worker is at work on at once. */
  places: number;
}): Promise<void> {
  const { services, input } = work;
  const { team_id: teamId, test_run_id: testRunId } = input;
  const plan = await readTeamPolicy(services, teamId).then(
    (policy) => policy.plan ?? services.spending.defaultPlan,
    () => services.spending.defaultPlan,
  );
  if (!slots.take(teamId, slotsOf(shares[plan], places))) {
    const actor = { type: 'system', teamId, reason: 'keep_places' } as const;
    return withTenant(services.db, actor, (tx) => enqueueTests(tx, { testRunId, jobs: 1 }));
  }
  try {
    await executeTests(work);
  } finally {
    slots.give(teamId);
  }
}
