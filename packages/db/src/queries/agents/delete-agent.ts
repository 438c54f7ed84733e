import type { AgentId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Marks it deleted, which frees its name; false when there was none. */
export async function deleteAgent(
  tx: Transaction,
  { id, teamId, at }: { id: AgentId; teamId: TeamId; at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('agents')
    .set({ deleted_at: at, updated_at: at })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
