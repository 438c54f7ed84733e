import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** All that an agent noted, in whatever thread. */
export async function clearAgentMemories(
  tx: Transaction,
  { teamId, agentId }: { teamId: TeamId; agentId: AgentId },
): Promise<void> {
  await sql`delete from public.memories where team_id = ${teamId} and agent_id = ${agentId}`.execute(tx);
}
