import {
  type AgentId,
  AppError,
  agentIdSchema,
  applyTemplateUpdateInputSchema,
  newId,
  type TemplateUpdate,
} from '@agent-factory/contracts';
import {
  type DeploymentRow,
  insertAgent,
  insertAgentVersion,
  insertDeployment,
  listDeploymentsWith,
  lockAgent,
  selectDeployment,
  selectPinnedVersion,
  selectTemplateContents,
  type TemplateRelease,
  type Transaction,
  updateDeployment,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { nameTaken } from '../agents/create.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { compareContents } from './compare-contents.ts';
import { type ReadContent, readContent } from './contents.ts';
import { renamed } from './deploy.ts';
import { requireOwned } from './require-owned.ts';

/**
 * Where an agent came from and what a newer version of it would change, by risk. Errors: `not_found`; `conflict` for an agent
 * that was made of no template; `purchase_required` where the team does not own it any more.
 */
export async function getTemplateUpdate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { agent_id: AgentId };
}): Promise<TemplateUpdate> {
  requireScope(ctx.actor, 'agents:read');
  const agentId = parseInput(agentIdSchema, input.agent_id);
  requireAgent(ctx.actor, agentId);
  return (await readUpdate(ctx, agentId)).view;
}

interface ReadUpdate {
  view: TemplateUpdate;
  origin: DeploymentRow;
  release: TemplateRelease;
  /** All agents of the deployment, each with its name and what it is now. */
  agents: (DeploymentRow & { name: string; changedHere: boolean })[];
  after: readonly ReadContent[];
}

async function readUpdate(ctx: ServiceContext, agentId: AgentId): Promise<ReadUpdate> {
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'read_template_update' } as const;
  return withTenant(ctx.db, system, async (tx) => {
    const own = await selectDeployment(tx, { agentId, teamId });
    const origin = own && (await selectDeployment(tx, { agentId: own.rootAgentId, teamId }));
    if (origin === undefined) {
      const agent = await selectPinnedVersion(tx, { agentId, teamId, version: null });
      if (agent === undefined) throw notFound('agent');
      throw new AppError(
        'conflict',
        `"${agent.agentName}" was made of no template, so there is nothing to take.`,
      );
    }
    const release = await requireOwned(tx, ctx, origin.templateId);
    const agents: ReadUpdate['agents'] = [];
    for (const row of await listDeploymentsWith(tx, { teamId, rootAgentId: origin.rootAgentId })) {
      agents.push({ ...row, changedHere: await isChanged(tx, row, teamId) });
    }
    const newer = release.number > origin.versionNumber;
    const read = async (versionId: DeploymentRow['versionId']) =>
      (await selectTemplateContents(tx, { teamId: release.teamId, versionId })).map(readContent);
    const before = newer ? await read(origin.versionId) : [];
    const after = newer ? await read(release.versionId) : [];
    const view: TemplateUpdate = {
      agent_id: origin.agentId,
      template_id: origin.templateId,
      title: release.title,
      licence: origin.licence,
      editable: origin.licence !== 'use',
      from_version: origin.versionNumber,
      to_version: newer ? release.number : null,
      changed_here: agents.some(({ changedHere }) => changedHere),
      changelog: newer ? release.changelog : null,
      changes: newer ? compareContents(before, after) : [],
    };
    return { view, origin, release, agents, after };
  });
}

async function isChanged(
  tx: Transaction,
  row: DeploymentRow,
  teamId: ServiceContext['actor']['teamId'],
): Promise<boolean> {
  const newest = await selectPinnedVersion(tx, { agentId: row.agentId, teamId, version: null });
  return newest !== undefined && newest.specHash !== row.specHash;
}

/**
 * Brings all agents of a deployment up to what is given out now, each as a version of its own that can be gone back
 * from. Errors: as `getTemplateUpdate`; `conflict` where another version is current by now, or the team changed what it
 * got and does not say `overwrite`; `name_taken` for a new member.
 */
export async function applyTemplateUpdate({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { agent_id: AgentId } & z.input<typeof applyTemplateUpdateInputSchema>;
}): Promise<TemplateUpdate> {
  requireScope(ctx.actor, 'agents:write');
  const { agent_id, ...rest } = input;
  const agentId = parseInput(agentIdSchema, agent_id);
  const { to_version, overwrite } = parseInput(applyTemplateUpdateInputSchema, rest);
  requireAgent(ctx.actor, agentId);
  const { actor } = ctx;
  const { teamId } = actor;
  const { view, origin, release, agents, after } = await readUpdate(ctx, agentId);
  if (view.to_version !== to_version) {
    throw new AppError(
      'conflict',
      'Another version is current by now. Read what it changes, and then take it.',
    );
  }
  if (view.changed_here && !overwrite) {
    throw new AppError(
      'conflict',
      'Your team changed what it got; the update takes the place of that. Say "overwrite" to go on: the versions before it stay.',
    );
  }
  const createdBy = actor.type === 'user' ? actor.userId : null;
  const now = ctx.clock.now();
  const message = `Version ${release.number} of the template "${release.title}".`.slice(0, 500);
  await withTenant(ctx.db, actor, async (tx) => {
    for (const content of after) {
      const there =
        content.position === 0
          ? agents.find(({ position }) => position === 0)
          : agents.find(({ name, position }) => position > 0 && name === content.name);
      const own = renamed(content, content.position === 0 ? (there?.name ?? content.name) : content.name);
      const { kind, title, description } = own.document;
      const text = {
        teamId,
        name: own.name,
        title,
        description,
        spec: own.text,
        specHash: own.hash,
        message,
        createdBy,
      };
      if (there === undefined) {
        const id = newId('agent', now + content.position);
        const versionId = newId('agentVersion', now + content.position);
        if ((await insertAgent(tx, { ...text, id, versionId, kind })) === undefined)
          throw nameTaken(own.name);
        await insertDeployment(tx, {
          ...{ teamId, agentId: id, templateId: origin.templateId, versionId: release.versionId },
          ...{ versionNumber: release.number, position: content.position, rootAgentId: origin.rootAgentId },
          ...{
            licence: origin.licence,
            royaltyBps: origin.royaltyBps,
            specHash: own.hash,
            deployedBy: createdBy,
          },
        });
        continue;
      }
      const newest = await lockAgent(tx, { id: there.agentId, teamId });
      if (newest === undefined) throw notFound('agent');
      if (newest.kind !== kind) {
        throw new AppError(
          'conflict',
          `"${own.name}" is of another kind in this version. Deploy the template anew.`,
        );
      }
      if (newest.specHash !== own.hash) {
        const id = newId('agentVersion', now + content.position);
        await insertAgentVersion(tx, { ...text, id, agentId: there.agentId, version: newest.version + 1 });
      }
      await updateDeployment(tx, {
        ...{ teamId, agentId: there.agentId, versionId: release.versionId },
        ...{ versionNumber: release.number, specHash: own.hash },
      });
    }
    await recordAudit(tx, ctx, {
      action: 'template.update_applied',
      target: { id: origin.templateId, name: release.title },
      before: { version: origin.versionNumber },
      after: { agent_id: origin.agentId, version: release.number, before_version: origin.versionNumber },
    });
  });
  // Whoever has one of the texts open follows, or is told.
  for (const changed of agents) ctx.bus.announce({ runId: changed.agentId, kind: 'document' });
  return (await readUpdate(ctx, agentId)).view;
}
