import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/** Keeps what came of a call that was begun; false if it was not, or is done already. */
export async function finishEffect(
  tx: Transaction,
  call: { teamId: TeamId; runId: RunId; key: string; result: unknown },
): Promise<boolean> {
  const { rows } = await sql`
    update public.tool_effects set state = 'done', result = ${json(call.result)}, done_at = now()
    where team_id = ${call.teamId} and run_id = ${call.runId} and key = ${call.key} and state = 'begun'
    returning 1`.execute(tx);
  return rows.length === 1;
}
