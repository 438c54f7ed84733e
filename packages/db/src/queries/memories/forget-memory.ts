import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { MemoryPlace } from './rows.ts';

/** Whether there was such a note to forget. */
export async function forgetMemory(
  tx: Transaction,
  { teamId, agentId, threadId, key }: MemoryPlace & { key: string },
): Promise<boolean> {
  const { rows } = await sql<{ key: string }>`
    delete from public.memories
    where team_id = ${teamId} and agent_id = ${agentId} and thread_id is not distinct from ${threadId}
      and key = ${key}
    returning key`.execute(tx);
  return rows.length > 0;
}
