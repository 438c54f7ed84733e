import { newId } from '@agent-factory/contracts';
import { insertAgent, markTeamWelcomed, withTenant } from '@agent-factory/db';
import { readSpec } from '../agents/read-spec.ts';
import type { ServiceContext } from '../service-context.ts';
import { starterAgents } from '../starter-agents/index.ts';

/**
 * Writes the starter agents into a team that has not had them, once: whoever marks the team does it, in the
 * same transaction; others wait for that mark and do nothing. A starter whose name is taken is left out.
 */
export async function welcomeTeam({ ctx }: { ctx: ServiceContext }): Promise<void> {
  const { actor } = ctx;
  // Marking a team is its admins' to do; until one of them comes by it stays as it is.
  if (actor.type !== 'user' || (actor.role !== 'owner' && actor.role !== 'admin')) return;
  const { teamId, userId } = actor;
  const now = ctx.clock.now();
  await withTenant(ctx.db, actor, async (tx) => {
    if (!(await markTeamWelcomed(tx, { teamId, at: new Date(now) }))) return;
    for (const [place, text] of starterAgents.entries()) {
      const { document, hash } = readSpec(text);
      await insertAgent(tx, {
        // Lists go newest first, and the first of the starters is meant to stand on top.
        id: newId('agent', now - place),
        versionId: newId('agentVersion', now),
        teamId,
        kind: document.kind,
        name: document.name,
        title: document.title,
        description: document.description,
        spec: text,
        specHash: hash,
        message: null,
        createdBy: userId,
      });
    }
  });
}
