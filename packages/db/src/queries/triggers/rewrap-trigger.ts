import type { TeamId, TriggerId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Exchanges the envelopes for ones with the same secrets; false when they were changed meanwhile. */
export async function rewrapTrigger(
  tx: Transaction,
  row: {
    id: TriggerId;
    teamId: TeamId;
    before: Buffer;
    after: Buffer;
    oldAfter: Buffer | null;
    keyVersion: string;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('triggers')
    .set({
      envelope: row.after,
      key_version: row.keyVersion,
      ...(row.oldAfter === null ? {} : { old_envelope: row.oldAfter }),
    })
    .where('team_id', '=', row.teamId)
    .where('id', '=', row.id)
    .where('envelope', '=', row.before)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
