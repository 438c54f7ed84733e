import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Puts everything up to `seq` in place of the updates so far. Nothing happens where somebody else has come as far: of two
 * that do it at once, both have read the same rows.
 */
export async function compactAgentDocument(
  tx: Transaction,
  row: { agentId: AgentId; teamId: TeamId; seq: number; snapshot: Uint8Array },
): Promise<void> {
  await sql`
    with kept as (
      select coalesce(sum(octet_length(bytes)), 0)::bigint as bytes from public.agent_document_updates
      where team_id = ${row.teamId} and agent_id = ${row.agentId} and seq > ${row.seq}::bigint
    ), moved as (
      update public.agent_documents
      set snapshot = ${Buffer.from(row.snapshot)}::bytea, snapshot_seq = ${row.seq}::bigint,
        stored_bytes = ${row.snapshot.byteLength}::bigint + (select bytes from kept)
      where team_id = ${row.teamId} and agent_id = ${row.agentId} and snapshot_seq < ${row.seq}::bigint
        and last_seq >= ${row.seq}::bigint
      returning agent_id
    )
    delete from public.agent_document_updates
    where team_id = ${row.teamId} and agent_id = ${row.agentId} and seq <= ${row.seq}::bigint
      and exists (select from moved)`.execute(tx);
}
