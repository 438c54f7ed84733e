import type { AgentId, TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Takes a thread up for its next run: says whether the agent has it and, if so, whether a run is at work in it, and
 * puts it at the front of the list. Callers pass one at a time until their transaction ends.
 */
export async function lockThread(
  tx: Transaction,
  { threadId, agentId, teamId }: { threadId: ThreadId; agentId: AgentId; teamId: TeamId },
): Promise<{ busy: boolean } | undefined> {
  const locked = await sql<{ id: string }>`
    update public.threads set last_run_at = now()
    where team_id = ${teamId} and agent_id = ${agentId} and id = ${threadId}
    returning id`.execute(tx);
  if (locked.rows.length === 0) return undefined;
  // A statement of its own: it must see the run that was started while this one waited for the row.
  const { rows } = await sql<{ busy: boolean }>`
    select exists (
      select from public.runs
      where team_id = ${teamId} and thread_id = ${threadId} and status in ('queued', 'running', 'waiting')
    ) as busy`.execute(tx);
  return rows[0];
}
