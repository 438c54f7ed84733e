import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** The team asks no second factor any more. */
export async function deleteTeamSecurity(tx: Transaction, { teamId }: { teamId: TeamId }): Promise<void> {
  await tx.deleteFrom('team_security').where('team_id', '=', teamId).execute();
}
