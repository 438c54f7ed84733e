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
  const { rows } = await sql<{ busy: boolean }>`
    update public.threads thread set last_run_at = now()
    where thread.team_id = ${teamId} and thread.agent_id = ${agentId} and thread.id = ${threadId}
    returning exists (
      select from public.runs run
      where run.team_id = thread.team_id and run.thread_id = thread.id
        and run.status in ('queued', 'running', 'waiting')
    ) as busy`.execute(tx);
  return rows[0];
}
