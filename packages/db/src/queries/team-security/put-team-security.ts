import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Asks a second factor of the team's members from then on; the later of two writers wins. */
export async function putTeamSecurity(
  tx: Transaction,
  demand: { teamId: TeamId; from: Date; setBy: string; at: Date },
): Promise<void> {
  const set = { second_factor_from: demand.from, set_by: demand.setBy, set_at: demand.at };
  await tx
    .insertInto('team_security')
    .values({ team_id: demand.teamId, ...set })
    .onConflict((conflict) => conflict.column('team_id').doUpdateSet(set))
    .execute();
}
