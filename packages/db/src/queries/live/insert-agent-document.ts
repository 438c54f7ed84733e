import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * The first document of an agent. Nothing happens where there is one already: of two that come first, one makes it,
 * and both read what that one made. Nor for an agent that was deleted.
 */
export async function insertAgentDocument(
  tx: Transaction,
  row: { agentId: AgentId; teamId: TeamId; baseVersion: number; snapshot: Uint8Array },
): Promise<void> {
  await sql`
    insert into public.agent_documents (team_id, agent_id, base_version, snapshot, stored_bytes)
    select a.team_id, a.id, ${row.baseVersion}::integer, ${Buffer.from(row.snapshot)}::bytea,
      ${row.snapshot.byteLength}::bigint
    from public.agents a
    where a.team_id = ${row.teamId} and a.id = ${row.agentId} and a.deleted_at is null
    on conflict (team_id, agent_id) do nothing`.execute(tx);
}
