import {
  type AgentId,
  AppError,
  type DeployedTemplate,
  deployTemplateInputSchema,
  newId,
  type TemplateId,
} from '@agent-factory/contracts';
import { insertAgent, insertDeployment, selectNewestByNames, withTenant } from '@agent-factory/db';
import { parseSpec, type Spec, specHash, specToText, specToValue } from '@agent-factory/spec';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireAllAgents } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { nameTaken } from '../agents/create.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import type { ReadContent } from './contents.ts';
import { findGaps, readForTeam, wantedName } from './fidelity.ts';
import { requireOwned } from './require-owned.ts';

/**
 * Makes agents of a template that the team owns: the one that is run and all that it calls, ordinary agents from then
 * on, which the licence lets the team change or not. Errors: `not_found`, `purchase_required`, `conflict` where
 * something is missing (`accept_gaps` deploys all the same, unless it blocks), `name_taken`.
 */
export async function deployTemplate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof deployTemplateInputSchema>;
}): Promise<DeployedTemplate> {
  requireScope(ctx.actor, 'agents:write');
  requireAllAgents(ctx.actor);
  const { template_id: templateId, ...rest } = input;
  const { name = null, accept_gaps } = parseInput(deployTemplateInputSchema, rest);
  const { actor } = ctx;
  const { teamId } = actor;
  const system = { type: 'system', teamId, reason: 'deploy_template' } as const;
  await withTenant(ctx.db, system, (tx) => requireOwned(tx, ctx, templateId));
  const { release, contents } = await readForTeam(ctx, templateId);
  const gaps = await findGaps(ctx, { release, contents, name });
  const against = gaps.filter(({ blocking }) => blocking || !accept_gaps);
  if (against.length > 0) {
    const what = against.map(
      ({ what: lacks, says, fix_path }) => `${lacks}: ${says}${fix_path === null ? '' : ` (${fix_path})`}`,
    );
    throw new AppError(
      'conflict',
      `Your team lacks something that "${release.title}" needs. ${what.join(' ')}${against.some(({ blocking }) => blocking) ? '' : ' Deploy with "accept_gaps" to go on without.'}`,
    );
  }

  const now = ctx.clock.now();
  const deployedBy = actor.type === 'user' ? actor.userId : null;
  const agents = await withTenant(ctx.db, actor, async (tx) => {
    const rootAgentId = newId('agent', now);
    const there = new Map(
      (
        await selectNewestByNames(tx, { teamId, names: contents.map((content) => wantedName(content, name)) })
      ).map((row) => [row.name, row.agentId]),
    );
    const made: { agent_id: AgentId; name: string }[] = [];
    for (const content of contents) {
      const own = renamed(content, wantedName(content, name));
      const known = content.position === 0 ? undefined : there.get(own.name);
      if (known !== undefined) {
        made.push({ agent_id: known, name: own.name });
        continue;
      }
      const id = content.position === 0 ? rootAgentId : newId('agent', now + content.position);
      const inserted = await insertAgent(tx, {
        id,
        versionId: newId('agentVersion', now + content.position),
        ...{ teamId, kind: own.document.kind, name: own.name, title: own.document.title },
        ...{ description: own.document.description, spec: own.text, specHash: own.hash },
        message: `Version ${release.number} of the template "${release.title}".`.slice(0, 500),
        createdBy: deployedBy,
      });
      if (inserted === undefined) throw nameTaken(own.name);
      await insertDeployment(tx, {
        ...{ teamId, agentId: id, templateId, versionId: release.versionId, versionNumber: release.number },
        ...{ position: content.position, rootAgentId, licence: release.licence, deployedBy },
        ...{ royaltyBps: release.forkRoyaltyBps, specHash: own.hash },
      });
      await recordAudit(tx, ctx, {
        action: 'agent.created',
        target: { id, name: own.name },
        after: { ...own.document, version: 1, spec_hash: own.hash },
      });
      made.push({ agent_id: id, name: own.name });
    }
    await recordAudit(tx, ctx, {
      action: 'template.deployed',
      target: { id: templateId, name: release.title },
      after: { agent_id: rootAgentId, version: release.number, licence: release.licence },
    });
    return made;
  });
  await ctx.cache.forget('template', templateId);
  const [root] = agents;
  if (root === undefined) throw new Error('a version is made of one spec at least');
  return {
    template_id: templateId,
    version: release.number,
    agent_id: root.agent_id,
    name: root.name,
    agents,
    licence: release.licence,
    editable: release.licence !== 'use',
    gaps,
  };
}

/** A spec under another name: only that changes, and where its text can be kept with its comments it is. */
export function renamed(
  content: ReadContent,
  name: string,
): { name: string; text: string; document: Spec; hash: string } {
  const { document, spec, specHash: hash } = content;
  if (document.name === name) return { name, text: spec, document, hash };
  const wanted = { ...document, name };
  const wantedHash = specHash(wanted);
  const text = spec.replace(/^(\s*"?name"?\s*:\s*)("?)[a-z0-9-]+\2/m, `$1$2${name}$2`);
  const read = parseSpec(text).document;
  if (read !== null && specHash(read) === wantedHash)
    return { name, text, document: wanted, hash: wantedHash };
  return { name, text: specToText(specToValue(wanted)), document: wanted, hash: wantedHash };
}
