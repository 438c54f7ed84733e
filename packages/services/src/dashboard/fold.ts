import { foldRuns, listTeamsToFold, withTenantOnce } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/** Runs of one statement: 100 to 300 ms of one connection, and nobody waits for its locks. */
const batch = 2_000;
/** Batches of one team a round, so that a busy one keeps no other waiting. */
const mostBatches = 50;
const mostTeams = 200;

/**
 * Folds what has ended into the cells that dashboards read. Nothing depends on when: what is not folded yet is read as it
 * lies. How many runs that were.
 */
export async function foldEndedRuns({
  services: { db },
}: {
  services: Pick<Services, 'db'>;
}): Promise<{ folded: number }> {
  let folded = 0;
  for (const teamId of await listTeamsToFold(db, mostTeams)) {
    const system = { type: 'system', teamId, reason: 'fold_runs' } as const;
    for (let i = 0; i < mostBatches; i += 1) {
      const took = await withTenantOnce(db, system, (tx) => foldRuns(tx, { atMost: batch }));
      folded += took;
      if (took < batch) break;
    }
  }
  return { folded };
}
