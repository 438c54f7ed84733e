import type { RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What is known of a call that changes the world; `fresh` to the one who has begun it just now. */
export interface EffectRow {
  state: 'fresh' | 'begun' | 'done';
  /** Of a call that is done. */
  result: unknown;
}

/** Notes that the call is about to be made, unless it was noted before. */
export async function beginEffect(
  tx: Transaction,
  call: {
    teamId: TeamId;
    runId: RunId;
    fence: number;
    key: string;
    tool: string;
    effect: 'write' | 'money';
  },
): Promise<EffectRow> {
  const { rows } = await sql<EffectRow>`
    with begun as (
      insert into public.tool_effects (team_id, run_id, key, tool, effect, fence)
      values (${call.teamId}, ${call.runId}, ${call.key}, ${call.tool}, ${call.effect}, ${call.fence})
      on conflict (team_id, run_id, key) do nothing
      returning 'fresh' as state, result
    )
    select * from begun
    union all
    select state, result from public.tool_effects
    where team_id = ${call.teamId} and run_id = ${call.runId} and key = ${call.key}`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error('an effect is either new or there');
  return row;
}
