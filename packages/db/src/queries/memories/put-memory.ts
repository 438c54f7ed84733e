import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { MemoryPlace } from './rows.ts';

/** Notes a value under a key, in place of an older one. False, and nothing noted, when there are `atMost` others. */
export async function putMemory(
  tx: Transaction,
  {
    teamId,
    agentId,
    threadId,
    key,
    value,
    atMost,
  }: MemoryPlace & { key: string; value: string; atMost: number },
): Promise<boolean> {
  // Writers of one place pass one at a time, so that they cannot exceed the cap together.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${agentId} ${threadId ?? ''}`}, 0))`.execute(tx);
  const { rows } = await sql<{ key: string }>`
    insert into public.memories (team_id, agent_id, thread_id, key, value)
    select ${teamId}, ${agentId}, ${threadId}, ${key}, ${value}
    where (
      select count(*) from public.memories
      where team_id = ${teamId} and agent_id = ${agentId} and thread_id is not distinct from ${threadId}
        and key <> ${key}
    ) < ${atMost}
    on conflict (team_id, agent_id, thread_id, key) do update set value = excluded.value, updated_at = now()
    returning key`.execute(tx);
  return rows.length > 0;
}
