import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Holds the document's row until the transaction ends: nobody appends meanwhile. False where there is none. */
export async function lockAgentDocument(
  tx: Transaction,
  { agentId, teamId }: { agentId: AgentId; teamId: TeamId },
): Promise<boolean> {
  const { rows } = await sql`
    select from public.agent_documents where team_id = ${teamId} and agent_id = ${agentId} for no key update
  `.execute(tx);
  return rows.length > 0;
}
