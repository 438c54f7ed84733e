import type { RunId, TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type RunRow, runColumns } from '../runs/rows.ts';

/** The runs of a thread, newest first, older than the run `before`. */
export async function listThreadRuns(
  tx: Transaction,
  {
    teamId,
    threadId,
    before,
    limit,
  }: { teamId: TeamId; threadId: ThreadId; before: RunId | null; limit: number },
): Promise<RunRow[]> {
  const older =
    before === null
      ? sql``
      : sql`and (run.created_at, run.id) <
          ((select created_at from public.runs where team_id = ${teamId} and id = ${before}), ${before})`;
  const { rows } = await sql<RunRow>`
    select ${runColumns}
    from public.runs run
    join public.agents agent on agent.team_id = run.team_id and agent.id = run.agent_id
    where run.team_id = ${teamId} and run.thread_id = ${threadId} ${older}
    order by run.created_at desc, run.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
