import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TriggerRow, triggerColumns, triggersJoined } from './rows.ts';

export async function selectTrigger(
  tx: Transaction,
  { id, teamId }: { id: TriggerId; teamId: TeamId },
): Promise<TriggerRow | undefined> {
  const { rows } = await sql<TriggerRow>`
    select ${triggerColumns} from ${triggersJoined}
    where trigger.team_id = ${teamId} and trigger.id = ${id}`.execute(tx);
  return rows[0];
}
