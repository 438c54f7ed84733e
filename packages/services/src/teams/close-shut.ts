import { listRunsOfShutTeams, listTeamsToErase } from '@agent-factory/db';
import { cancelRun } from '../runs/cancel.ts';
import { contextFor, type Services } from '../service-context.ts';
import { eraseTeam } from './erase.ts';

/** At most so many a round. */
const batch = 100;

/**
 * What deleted teams leave to be done: stops what is still at work in them, and erases those whose time is over. Any
 * number of processes may do this at once.
 */
export async function closeShutTeams({
  services,
}: {
  services: Services;
}): Promise<{ stopped: number; erased: number }> {
  const left = await listRunsOfShutTeams(services.db, batch);
  // One after the other: the pool is there for those who wait for an answer.
  for (const { teamId, runId } of left) {
    const ctx = contextFor(services, { type: 'system', teamId, reason: 'team_deleted' });
    await cancelRun({ ctx, input: { run_id: runId } });
  }
  let erased = 0;
  for (const teamId of await listTeamsToErase(services.db, batch)) {
    if (await eraseTeam({ services, input: { teamId } })) erased += 1;
  }
  return { stopped: left.length, erased };
}
