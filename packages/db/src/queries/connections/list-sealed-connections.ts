import type { TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SealedConnectionRow, sealedConnectionColumns } from './rows.ts';

/** Those in use, envelopes and all; for the system alone, no member is granted these. */
export function listSealedConnections(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<SealedConnectionRow[]> {
  return tx
    .selectFrom('connections')
    .select(sealedConnectionColumns)
    .where('team_id', '=', teamId)
    .where('status', '=', 'active')
    .orderBy('id')
    .$narrowType<Pick<SealedConnectionRow, 'id' | 'kind' | 'settings'>>()
    .execute();
}
