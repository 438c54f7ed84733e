import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Writes one update and answers with its place; undefined, and nothing written, where the caller may not write, the
 * agent is gone, or the document would hold more than `mostBytes`. Counted under the lock of the document's row, so
 * that updates become visible in the order of their places.
 */
export async function appendDocumentUpdate(
  tx: Transaction,
  row: {
    agentId: AgentId;
    teamId: TeamId;
    documentId: string;
    bytes: Uint8Array;
    /** Null for the server itself. */
    madeBy: string | null;
    mostBytes: number;
  },
): Promise<number | undefined> {
  const { rows } = await sql<{ seq: number }>`
    with head as (
      update public.agent_documents d
      set last_seq = d.last_seq + 1, stored_bytes = d.stored_bytes + ${row.bytes.byteLength}::bigint, updated_at = now()
      where d.team_id = ${row.teamId} and d.agent_id = ${row.agentId} and d.document_id = ${row.documentId}::uuid
        and d.stored_bytes + ${row.bytes.byteLength}::bigint <= ${row.mostBytes}::bigint
        and exists (
          select from public.agents a
          where a.team_id = d.team_id and a.id = d.agent_id and a.deleted_at is null
        )
      returning d.last_seq
    )
    insert into public.agent_document_updates (team_id, agent_id, seq, bytes${row.madeBy === null ? sql`` : sql`, made_by`})
    select ${row.teamId}, ${row.agentId}, head.last_seq, ${Buffer.from(row.bytes)}::bytea
      ${row.madeBy === null ? sql`` : sql`, ${row.madeBy}::uuid`}
    from head
    returning seq`.execute(tx);
  return rows[0]?.seq;
}
