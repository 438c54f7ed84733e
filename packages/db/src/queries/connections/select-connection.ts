import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ConnectionRow, type ConnectionRowNarrow, connectionColumns } from './rows.ts';

export function selectConnection(
  tx: Transaction,
  { id, teamId }: { id: ConnectionId; teamId: TeamId },
): Promise<ConnectionRow | undefined> {
  return tx
    .selectFrom('connections')
    .select(connectionColumns)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .$narrowType<ConnectionRowNarrow>()
    .executeTakeFirst();
}
