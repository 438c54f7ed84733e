import type { JobPayload, Plan, TeamId } from '@agent-factory/contracts';
import { enqueueJob, withTenant } from '@agent-factory/db';
import { slotsOf, type TeamShares } from '../queue/team-shares.ts';
import type { TeamSlots } from '../queue/team-slots.ts';
import type { Services } from '../service-context.ts';
import { readTeamPolicy } from '../spending/call-options.ts';
import { executeRun } from './execute.ts';

/**
 * `executeRun`, for a worker that keeps places for other teams: a run whose team has its share of them already goes back
 * to the queue untouched, for a place that comes free here or in another process. The queue hands out few of those: it
 * is asked for the jobs of other teams while one has no room.
 */
export async function executeRunFairly({
  slots,
  shares,
  places,
  ...work
}: Parameters<typeof executeRun>[0] & {
  slots: TeamSlots;
  shares: TeamShares;
  /** How many runs the worker is at work on at once. */
  places: number;
}): Promise<void> {
  const { services, input } = work;
  const plan = await planOf(services, input.team_id);
  if (!slots.take(input.team_id, slotsOf(shares[plan], places))) return putBack(services, input);
  try {
    await executeRun(work);
  } finally {
    slots.give(input.team_id);
  }
}

/** Kept for 2 s, and read for the run's model calls anyway. */
async function planOf(services: Services, teamId: TeamId): Promise<Plan> {
  const { defaultPlan } = services.spending;
  return readTeamPolicy(services, teamId).then(
    ({ plan }) => plan ?? defaultPlan,
    // The run itself says what is wrong.
    () => defaultPlan,
  );
}

/** A job of its own, ahead of those of its team that came later; the present one ends. */
function putBack(services: Services, input: JobPayload<'execute_run'>): Promise<void> {
  const system = { type: 'system', teamId: input.team_id, reason: 'keep_places' } as const;
  return withTenant(services.db, system, (tx) =>
    enqueueJob(tx, 'execute_run', input, { jobKey: input.run_id }),
  );
}
