import type { AgentId } from '@agent-factory/contracts';
import { agentWasMade, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import type { ServiceContext } from '../service-context.ts';

/**
 * Throws `not_found` for an agent that the team never had. On the team's behalf: a key that tests need not be one that
 * reads agents, and it is for this one.
 */
export async function requireMade({ db, actor }: ServiceContext, id: AgentId): Promise<void> {
  const { teamId } = actor;
  const system = { type: 'system', teamId, reason: 'list_tests' } as const;
  const made = await withTenant(db, system, (tx) => agentWasMade(tx, { id, teamId }));
  if (!made) throw notFound('agent');
}
