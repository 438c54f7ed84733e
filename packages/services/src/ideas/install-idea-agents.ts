import { type AgentId, AppError, newId } from '@agent-factory/contracts';
import {
  insertAgent,
  insertAgentVersion,
  lockAgent,
  selectAgentIdByName,
  selectNewestByNames,
  withTenant,
} from '@agent-factory/db';
import { requireAllAgents } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { scopesOf } from '../access/scopes.ts';
import { readSpec } from '../agents/read-spec.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { canSearch } from './can-search.ts';
import { ideaAgents, ideaAgentsWithoutSearch, ideaTeamName } from './idea-agents.ts';

const message = 'Came with the Brain Fart Checker.';

/**
 * The team of researchers, written into the caller's team when it is first needed: ordinary agents from then on, which
 * the team sees, changes and versions; one whose name is taken is the team's own and stays. Where the team cannot search
 * the web they come without that tool, and get it in a version of their own once it can, unless the team has changed
 * them. Errors: `forbidden` for who may run agents and make none, as long as they are not there; `conflict` when they are
 * deleted meanwhile.
 */
export async function installIdeaAgents(ctx: ServiceContext): Promise<AgentId> {
  const { actor } = ctx;
  const { teamId } = actor;
  const wanted = ((await canSearch(ctx)) ? ideaAgents : ideaAgentsWithoutSearch).map(readSpec);
  // A key may be for the team of researchers alone, so they are looked up on the team's behalf.
  const system = { type: 'system', teamId, reason: 'install_idea_agents' } as const;
  const names = wanted.map(({ document }) => document.name);
  const found = new Map(
    (await withTenant(ctx.db, system, (tx) => selectNewestByNames(tx, { teamId, names }))).map((row) => [
      row.name,
      row,
    ]),
  );
  const team = found.get(ideaTeamName);
  const untouched = new Set([...ideaAgents, ...ideaAgentsWithoutSearch].map((text) => readSpec(text).hash));
  const behind = wanted.filter(({ document, hash }) => {
    const row = found.get(document.name);
    return row === undefined || (row.specHash !== hash && untouched.has(row.specHash));
  });
  const mayWrite =
    scopesOf(actor).includes('agents:write') && (actor.type !== 'apiKey' || actor.agentIds === null);
  if (team !== undefined && (behind.length === 0 || !mayWrite)) return team.agentId;

  requireScope(actor, 'agents:write');
  requireAllAgents(actor);
  const now = ctx.clock.now();
  const createdBy = actor.type === 'user' ? actor.userId : null;
  return withTenant(ctx.db, actor, async (tx) => {
    // The log is the whole team's: it is taken last, as by who changes one agent, lest the two wait for each other.
    const acts: Parameters<typeof recordAudit>[2][] = [];
    for (const [place, { text, document, hash }] of behind.entries()) {
      const { name, title, description, kind } = document;
      const row = found.get(name);
      const id = row?.agentId ?? newId('agent', now + place);
      const version = {
        ...{ teamId, name, title, description, spec: text, specHash: hash, message, createdBy },
        versionId: newId('agentVersion', now),
      };
      const number = (row?.version ?? 0) + 1;
      if (row === undefined) {
        if ((await insertAgent(tx, { ...version, id, kind })) === undefined) continue;
      } else {
        // Another call may have been quicker.
        const newest = await lockAgent(tx, { id, teamId });
        if (newest?.version !== row.version) continue;
        const { versionId, ...rest } = version;
        await insertAgentVersion(tx, { ...rest, id: versionId, agentId: id, version: number });
      }
      acts.push({
        action: row === undefined ? 'agent.created' : 'agent.updated',
        target: { id, name },
        after: { ...document, version: number, spec_hash: hash, message },
      });
    }
    for (const act of acts) await recordAudit(tx, ctx, act);
    const installed = await selectAgentIdByName(tx, { name: ideaTeamName, teamId });
    if (installed === undefined) {
      throw new AppError('conflict', 'Somebody deleted the researchers at this moment. Send the idea again.');
    }
    return installed;
  });
}
