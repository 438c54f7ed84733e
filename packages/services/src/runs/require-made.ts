import type { AgentId, ApiKeyId, TeamId } from '@agent-factory/contracts';
import { agentWasMade, nameRunParts, type Transaction } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';

/**
 * Throws `not_found` for an agent or key that the team never had; those that it deleted or revoked have left runs behind.
 * The transaction has to see keys, which not everybody who sees runs may.
 */
export async function requireMade(
  tx: Transaction,
  { teamId, agentId, apiKeyId }: { teamId: TeamId; agentId: AgentId | null; apiKeyId: ApiKeyId | null },
): Promise<void> {
  if (agentId !== null && !(await agentWasMade(tx, { id: agentId, teamId }))) throw notFound('agent');
  if (apiKeyId === null) return;
  const [key] = await nameRunParts(tx, { teamId, agentIds: [], apiKeyIds: [apiKeyId] });
  if (key === undefined) throw notFound('API key');
}
