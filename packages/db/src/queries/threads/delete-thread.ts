import type { TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Deletes a thread unless a run is at work in it; with it go its runs, their events and checkpoints, and what was
 * noted in it (foreign keys cascade). Undefined if there is no such thread.
 */
export async function deleteThread(
  tx: Transaction,
  { teamId, id }: { teamId: TeamId; id: ThreadId },
): Promise<'deleted' | 'busy' | undefined> {
  // The row's lock makes whoever starts a run here wait, and find nothing.
  const { rows } = await sql<{ id: string }>`
    select id from public.threads where team_id = ${teamId} and id = ${id} for update`.execute(tx);
  if (rows.length === 0) return undefined;
  const deleted = await sql<{ id: string }>`
    delete from public.threads
    where team_id = ${teamId} and id = ${id} and not exists (
      select from public.runs run
      where run.team_id = ${teamId} and run.thread_id = ${id} and run.status in ('queued', 'running', 'waiting')
    )
    returning id`.execute(tx);
  return deleted.rows.length === 0 ? 'busy' : 'deleted';
}
