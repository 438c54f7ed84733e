import { AppError, type TeamId, threadIdSchema } from '@agent-factory/contracts';
import {
  forgetMemory,
  listMemories,
  type MemoryPlace,
  putMemory,
  selectAgentIdByName,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { type MemoryPort, type MemoryScope, maxMemories } from '@agent-factory/orchestrator';
import type { Services } from '../service-context.ts';

type Whose = { agent: string; threadId: string };

/** The notes of a team's agents as their tool `memory` reaches them. */
export function createMemoryPort({ db }: Pick<Services, 'db'>, teamId: TeamId): MemoryPort {
  const system = { type: 'system', teamId, reason: 'memory' } as const;

  async function placeOf(
    tx: Transaction,
    { agent, threadId }: Whose,
    scope: MemoryScope,
  ): Promise<MemoryPlace> {
    const agentId = await selectAgentIdByName(tx, { teamId, name: agent });
    if (agentId === undefined) {
      throw new AppError('not_found', `The agent "${agent}" has been deleted, and its notes with it.`);
    }
    return { teamId, agentId, threadId: scope === 'agent' ? null : threadIdSchema.parse(threadId) };
  }

  return {
    remember: (whose, { scope, key, value }) =>
      withTenant(db, system, async (tx) =>
        putMemory(tx, { ...(await placeOf(tx, whose, scope)), key, value, atMost: maxMemories }),
      ),
    async recall(whose) {
      const rows = await withTenant(db, system, async (tx) =>
        listMemories(tx, await placeOf(tx, whose, 'thread')),
      );
      return rows.map(({ threadId, key, value, updatedAt }) => ({
        scope: threadId === null ? 'agent' : 'thread',
        key,
        value,
        updatedAt: updatedAt.toISOString(),
      }));
    },
    forget: (whose, { scope, key }) =>
      withTenant(db, system, async (tx) => forgetMemory(tx, { ...(await placeOf(tx, whose, scope)), key })),
  };
}
