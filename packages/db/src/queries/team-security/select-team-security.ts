import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** From when the team asks a second factor of its members; undefined while it does not. */
export function selectTeamSecurity(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<{ second_factor_from: Date } | undefined> {
  return tx
    .selectFrom('team_security')
    .select('second_factor_from')
    .where('team_id', '=', teamId)
    .executeTakeFirst();
}
