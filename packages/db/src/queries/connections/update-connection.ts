import type { ConnectionId, ConnectionStatus, TeamId } from '@agent-factory/contracts';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type ConnectionRow, type ConnectionRowNarrow, connectionColumns } from './rows.ts';

export interface ConnectionChange {
  name?: string | undefined;
  trustedReads?: string[] | undefined;
  status?: ConnectionStatus | undefined;
  tested?: { at: Date; error: string | null } | undefined;
  sealed?:
    | {
        settings: Readonly<Record<string, string>>;
        masked: Readonly<Record<string, string>>;
        envelope: Buffer;
        keyVersion: string;
      }
    | undefined;
}

/** Changes what is given, which is at least one thing; undefined when the team has no such connection. */
export function updateConnection(
  tx: Transaction,
  { id, teamId, change }: { id: ConnectionId; teamId: TeamId; change: ConnectionChange },
): Promise<ConnectionRow | undefined> {
  const { name, trustedReads, status, tested, sealed } = change;
  return tx
    .updateTable('connections')
    .set({
      name,
      trusted_reads: trustedReads,
      status,
      ...(tested === undefined ? {} : { tested_at: tested.at, last_error: tested.error }),
      ...(sealed === undefined
        ? {}
        : {
            settings: json(sealed.settings),
            masked: json(sealed.masked),
            envelope: sealed.envelope,
            key_version: sealed.keyVersion,
          }),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .returning(connectionColumns)
    .$narrowType<ConnectionRowNarrow>()
    .executeTakeFirst();
}
