import type { RunEventData, RunId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { toJsonbText } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewRunEvent {
  at: Date;
  data: RunEventData;
}

/**
 * Adds events after `afterSeq` if the run is still held under `fence`; if not, fails the transaction (`isLostLease`).
 * The row lock makes it certain until the commit: a claim by another worker waits for it.
 */
export async function appendRunEvents(
  tx: Transaction,
  append: { runId: RunId; teamId: TeamId; fence: number; afterSeq: number; events: readonly NewRunEvent[] },
): Promise<void> {
  await sql`
    with held as (
      select team_id, id from public.runs
      where team_id = ${append.teamId} and id = ${append.runId} and fence = ${append.fence} and status = 'running'
      for no key update
    ), added as (
      insert into public.run_events (run_id, seq, team_id, at, data)
      select held.id, ${append.afterSeq}::integer + event.place, held.team_id, (event.item ->> 'at')::timestamptz,
        event.item -> 'data'
      from held, jsonb_array_elements(${toJsonbText(append.events)}::jsonb) with ordinality as event (item, place)
    )
    select app.require_lease(exists (select from held))`.execute(tx);
}
