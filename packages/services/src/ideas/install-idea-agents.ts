import { type AgentId, newId } from '@agent-factory/contracts';
import { insertAgent, selectAgentIdByName, withTenant } from '@agent-factory/db';
import { requireAllAgents } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { readSpec } from '../agents/read-spec.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { ideaAgents, ideaTeamName } from './idea-agents.ts';

/**
 * The team of researchers, written into the caller's team when it is first needed: ordinary agents from then on, which
 * the team sees, changes and versions; one whose name is taken is the team's own and stays. Errors: `forbidden` for
 * who may run agents and make none, as long as they are not there.
 */
export async function installIdeaAgents(ctx: ServiceContext): Promise<AgentId> {
  const { actor } = ctx;
  const { teamId } = actor;
  const found = await withTenant(ctx.db, actor, (tx) =>
    selectAgentIdByName(tx, { name: ideaTeamName, teamId }),
  );
  if (found !== undefined) return found;

  requireScope(actor, 'agents:write');
  requireAllAgents(actor);
  const now = ctx.clock.now();
  return withTenant(ctx.db, actor, async (tx) => {
    for (const [place, given] of ideaAgents.entries()) {
      const { text, document, hash } = readSpec(given);
      const id = newId('agent', now + place);
      const inserted = await insertAgent(tx, {
        id,
        versionId: newId('agentVersion', now),
        teamId,
        kind: document.kind,
        name: document.name,
        title: document.title,
        description: document.description,
        spec: text,
        specHash: hash,
        message: 'Came with the Brain Fart Checker.',
        createdBy: actor.type === 'user' ? actor.userId : null,
      });
      if (inserted === undefined) continue;
      await recordAudit(tx, ctx, {
        action: 'agent.created',
        target: { id, name: document.name },
        after: { ...document, version: 1, spec_hash: hash },
      });
    }
    const team = await selectAgentIdByName(tx, { name: ideaTeamName, teamId });
    if (team === undefined) throw new Error('the team of researchers was just written');
    return team;
  });
}
