import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { MemoryPlace, MemoryRow } from './rows.ts';

/** An agent's notes: those for all threads and, with `threadId`, those of that thread. By key. */
export async function listMemories(
  tx: Transaction,
  { teamId, agentId, threadId }: MemoryPlace,
): Promise<MemoryRow[]> {
  const { rows } = await sql<MemoryRow>`
    select thread_id as "threadId", key, value, updated_at as "updatedAt"
    from public.memories
    where team_id = ${teamId} and agent_id = ${agentId} and (thread_id is null or thread_id = ${threadId})
    order by key, thread_id nulls first`.execute(tx);
  return rows;
}
