import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ConnectionRow, type ConnectionRowNarrow, connectionColumns } from './rows.ts';

/** Newest first. */
export function listConnections(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ConnectionRow[]> {
  return tx
    .selectFrom('connections')
    .select(connectionColumns)
    .where('team_id', '=', teamId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$narrowType<ConnectionRowNarrow>()
    .execute();
}
