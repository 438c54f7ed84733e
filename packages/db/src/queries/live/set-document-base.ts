import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Notes of which version the document is a working copy now. Within the transaction that holds its row. */
export async function setDocumentBase(
  tx: Transaction,
  { agentId, teamId, version }: { agentId: AgentId; teamId: TeamId; version: number },
): Promise<void> {
  await sql`
    update public.agent_documents set base_version = ${version}::integer, updated_at = now()
    where team_id = ${teamId} and agent_id = ${agentId}`.execute(tx);
}
