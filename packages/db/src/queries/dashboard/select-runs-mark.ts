import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** A text that is another one once a run of the team has begun, come further or ended. From indexes alone. */
export async function selectRunsMark(tx: Transaction, { teamId }: { teamId: TeamId }): Promise<string> {
  const { rows } = await sql<{ mark: string }>`
    select concat_ws(' ',
      (select id from public.runs where team_id = ${teamId} order by created_at desc, id desc limit 1),
      (select jsonb_object_agg(status, runs) from (
        select status, count(*) as runs from public.runs
        where team_id = ${teamId} and status in ('queued', 'running', 'waiting') group by status
      ) open)) as mark`.execute(tx);
  return rows[0]?.mark ?? '';
}
