import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { selectTrigger, type Transaction, type TriggerRow } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';

/** AppError `not_found` when the team has no such trigger. */
export async function readTrigger(
  tx: Transaction,
  key: { id: TriggerId; teamId: TeamId },
): Promise<TriggerRow> {
  const row = await selectTrigger(tx, key);
  if (row === undefined) throw notFound('trigger');
  return row;
}
