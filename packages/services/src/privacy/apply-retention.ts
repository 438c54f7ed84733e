import { withTenant } from '@agent-factory/db';
import { listTeamsToTrim, trimTeam } from '@agent-factory/db/privacy';
import type { Services } from '../service-context.ts';

/** Runs of one statement: short enough that nobody waits for its locks. */
const batch = 200;
/** Batches of one team a round, so that a large one keeps no other waiting. */
const mostBatches = 20;
const mostTeams = 50;

/** Takes the content of what is older than its team keeps, in batches. Runs that have not ended are left. */
export async function applyRetention({
  services: { db },
}: {
  services: Pick<Services, 'db'>;
}): Promise<{ runs: number; events: number }> {
  const gone = { runs: 0, events: 0 };
  for (const teamId of await listTeamsToTrim(db, mostTeams)) {
    const system = { type: 'system', teamId, reason: 'retention' } as const;
    for (const what of ['events', 'runs'] as const) {
      for (let i = 0; i < mostBatches; i += 1) {
        const { seen, runs, events } = await withTenant(db, system, (tx) =>
          trimTeam(tx, { what, limit: batch }),
        );
        gone.runs += runs;
        gone.events += events;
        if (seen < batch) break;
      }
    }
  }
  return gone;
}
