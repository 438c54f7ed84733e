import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface AgentDocumentRow {
  documentId: string;
  baseVersion: number;
  lastSeq: number;
  /** Where the reader has not read as far as the snapshot goes, else null. */
  snapshot: Buffer | null;
  /** Those after the snapshot, or after what the reader has read, in their order and without a gap. */
  updates: Buffer[];
  /** Of the agent, which may be newer than what the document was made of. */
  newestVersion: number;
}

/**
 * What a reader of an agent's document who has read up to `after` has not seen yet; -1 for nothing so far. One
 * statement, so that nobody puts updates together between its parts. Undefined where there is no document or its agent was
 * deleted.
 */
export async function readAgentDocument(
  tx: Transaction,
  { agentId, teamId, after }: { agentId: AgentId; teamId: TeamId; after: number },
): Promise<AgentDocumentRow | undefined> {
  const { rows } = await sql<AgentDocumentRow>`
    select d.document_id as "documentId", d.base_version as "baseVersion", d.last_seq as "lastSeq",
      case when d.snapshot_seq > ${after}::bigint then d.snapshot end as snapshot,
      coalesce((
        select array_agg(u.bytes order by u.seq)
        from public.agent_document_updates u
        where u.team_id = ${teamId} and u.agent_id = ${agentId} and u.seq > greatest(d.snapshot_seq, ${after}::bigint)
      ), '{}') as updates,
      a.latest_version as "newestVersion"
    from public.agent_documents d
    join public.agents a on a.team_id = d.team_id and a.id = d.agent_id
    where d.team_id = ${teamId} and d.agent_id = ${agentId} and a.deleted_at is null`.execute(tx);
  return rows[0];
}
