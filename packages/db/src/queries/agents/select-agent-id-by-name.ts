import type { AgentId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

export async function selectAgentIdByName(
  tx: Transaction,
  { name, teamId }: { name: string; teamId: TeamId },
): Promise<AgentId | undefined> {
  const row = await tx
    .selectFrom('agents')
    .select('id')
    .where('team_id', '=', teamId)
    .where('name', '=', name)
    .where('deleted_at', 'is', null)
    .$narrowType<{ id: AgentId }>()
    .executeTakeFirst();
  return row?.id;
}
