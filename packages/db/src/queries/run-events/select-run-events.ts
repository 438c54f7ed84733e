import type { RunEventData, RunId, RunStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface RunEventRow {
  seq: number;
  at: Date;
  data: RunEventData;
}

/**
 * A page of the run's events after `after` and, of the same snapshot, its status; undefined without such a
 * run. What stands in `data` was written by `appendRunEvents` alone.
 */
export async function selectRunEvents(
  tx: Transaction,
  { runId, teamId, after, limit }: { runId: RunId; teamId: TeamId; after: number; limit: number },
): Promise<{ status: RunStatus; events: RunEventRow[] } | undefined> {
  const { rows } = await sql<{ status: RunStatus } & (RunEventRow | { seq: null })>`
    select run.status, event.seq, event.at, event.data
    from public.runs run
    left join lateral (
      select seq, at, data from public.run_events
      where run_id = run.id and team_id = run.team_id and seq > ${after}
      order by seq
      limit ${limit}
    ) event on true
    where run.team_id = ${teamId} and run.id = ${runId}
    order by event.seq`.execute(tx);
  const status = rows[0]?.status;
  if (status === undefined) return undefined;
  return {
    status,
    events: rows.flatMap((row) => (row.seq === null ? [] : [{ seq: row.seq, at: row.at, data: row.data }])),
  };
}
