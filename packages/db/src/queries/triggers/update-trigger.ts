import type { TeamId, TriggerId, TriggerMapping } from '@agent-factory/contracts';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface TriggerChange {
  name?: string | undefined;
  mapping?: TriggerMapping | undefined;
  ratePerMinute?: number | undefined;
  enabled?: boolean | undefined;
}

/** False when the team has no such trigger. */
export async function updateTrigger(
  tx: Transaction,
  { id, teamId, change }: { id: TriggerId; teamId: TeamId; change: TriggerChange },
): Promise<boolean> {
  const { name, mapping, ratePerMinute, enabled } = change;
  const { numUpdatedRows } = await tx
    .updateTable('triggers')
    .set({
      name,
      enabled,
      rate_per_minute: ratePerMinute,
      ...(mapping === undefined ? {} : { mapping: json(mapping) }),
      updated_at: new Date(),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
