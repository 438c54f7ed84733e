import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type TriggerRow, triggerColumns, triggersJoined } from './rows.ts';

/** Newest first. */
export async function listTriggers(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<TriggerRow[]> {
  const { rows } = await sql<TriggerRow>`
    select ${triggerColumns} from ${triggersJoined}
    where trigger.team_id = ${teamId}
    order by trigger.created_at desc, trigger.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
