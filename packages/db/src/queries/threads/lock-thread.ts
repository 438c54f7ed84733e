import type { AgentId, TeamId, ThreadId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Whether the agent has this thread and, if so, whether a run is at work in it. Callers pass one at a time
 * until their transaction ends, by an advisory lock: nobody is granted to change, so to lock, a thread.
 */
export async function lockThread(
  tx: Transaction,
  { threadId, agentId, teamId }: { threadId: ThreadId; agentId: AgentId; teamId: TeamId },
): Promise<{ busy: boolean } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${threadId}, 0))`.execute(tx);
  const { rows } = await sql<{ busy: boolean }>`
    select exists (
      select from public.runs run
      where run.team_id = thread.team_id and run.thread_id = thread.id
        and run.status in ('queued', 'running', 'waiting')
    ) as busy
    from public.threads thread
    where thread.team_id = ${teamId} and thread.agent_id = ${agentId} and thread.id = ${threadId}`.execute(
    tx,
  );
  return rows[0];
}
