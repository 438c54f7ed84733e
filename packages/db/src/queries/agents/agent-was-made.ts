import type { AgentId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Whether the team has or once had this agent: the runs of a deleted one stay readable. */
export async function agentWasMade(
  tx: Transaction,
  { id, teamId }: { id: AgentId; teamId: TeamId },
): Promise<boolean> {
  const row = await tx
    .selectFrom('agents')
    .select('id')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}
