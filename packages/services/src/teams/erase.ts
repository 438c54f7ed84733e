import type { TeamId } from '@agent-factory/contracts';
import { eraseTeam as eraseTeamRow, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

/**
 * Deletes a team for good: its row, and by cascade every row of every table that carries its id, checkpoints, files and
 * receipts among them, and what of it waits in the queue. What caches hold of it ends with their spans, half an hour at
 * most. False while `teams.erase_after` has not come: whoever erases earlier sets that first.
 */
export async function eraseTeam({
  services,
  input,
}: {
  services: Pick<Services, 'db'>;
  input: { teamId: TeamId };
}): Promise<boolean> {
  const system = { type: 'system', teamId: input.teamId, reason: 'erase_team' } as const;
  return withTenant(services.db, system, (tx) => eraseTeamRow(tx));
}
