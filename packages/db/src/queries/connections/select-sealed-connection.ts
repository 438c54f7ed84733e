import type { ConnectionId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SealedConnectionRow, sealedConnectionColumns } from './rows.ts';

/** One in its envelope, in use or not; for the system alone. */
export function selectSealedConnection(
  tx: Transaction,
  { id, teamId }: { id: ConnectionId; teamId: TeamId },
): Promise<SealedConnectionRow | undefined> {
  return tx
    .selectFrom('connections')
    .select(sealedConnectionColumns)
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .$narrowType<Pick<SealedConnectionRow, 'id' | 'kind' | 'settings'>>()
    .executeTakeFirst();
}
