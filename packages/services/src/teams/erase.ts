import type { TeamId } from '@agent-factory/contracts';
import { claimErasure, openErasures } from '@agent-factory/db/privacy';
import { type ErasureParts, performErasure } from '../privacy/perform-erasure.ts';

/**
 * Deletes a team for good: its row, and by cascade every row of every table that carries its id, checkpoints, files and
 * receipts among them, what of it waits in the queue and what caches hold. Leaves a signed receipt, whose link its owners
 * are mailed. False while `teams.erase_after` has not come, and while another process does it.
 */
export async function eraseTeam({
  services,
  input,
}: {
  services: ErasureParts;
  input: { teamId: TeamId };
}): Promise<boolean> {
  await openErasures(services.db, 1_000);
  const claimed = await claimErasure(services.db, { spanSeconds: 600, subject: input.teamId });
  return claimed === undefined ? false : performErasure({ services, claimed });
}
