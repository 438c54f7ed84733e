import {
  AppError,
  datasetIdSchema,
  newId,
  type OwnTemplate,
  publishVersionInputSchema,
  type SpecChangeView,
  type TemplateId,
  type TemplateVersionId,
} from '@agent-factory/contracts';
import {
  insertTemplateVersion,
  listTemplateVersion,
  listTemplateVersions,
  lockTemplate,
  selectDeployment,
  selectTemplate,
  selectTemplateContents,
  setTemplateParent,
  setTemplateStatus,
  setTemplateVersionStatus,
  type TemplateRow,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireAgent } from '../access/require-agent.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { compareContents, looseningsIn } from './compare-contents.ts';
import { collectContents, type Publishable, readContent } from './contents.ts';
import { readOwnTemplate } from './get-own.ts';
import { permissionsOf } from './permissions-of.ts';
import { requireOpenGate } from './require-open-gate.ts';
import { nextRetest } from './retest.ts';

/**
 * Publishes a version: an agent version with all that it calls, pinned, that has passed its tests. It is listed at once,
 * or waits for an operator where the installation has some and it is the team's first of this template, or one that may
 * now change things outside a run. Errors: `not_found`; `gate_shut` with what is missing; `conflict` for one that binds
 * less than the last without saying so, or that is the last one over again; `forbidden` (suspended, or a licence);
 * `spec_not_runnable`.
 */
export async function publishVersion({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: { template_id: TemplateId } & z.input<typeof publishVersionInputSchema>;
}): Promise<OwnTemplate> {
  requireScope(ctx.actor, 'marketplace:write');
  const { template_id: id, ...rest } = input;
  const asked = parseInput(publishVersionInputSchema, rest);
  const datasetId = asked.dataset_id === undefined ? null : parseInput(datasetIdSchema, asked.dataset_id);
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'publish_template' } as const;
  const template = await withTenant(ctx.db, ctx.actor, (tx) => selectTemplate(tx, { id, teamId }));
  if (template === undefined) throw notFound('template');
  const agentId = requirePublishable(template);
  requireAgent(ctx.actor, agentId);

  const publishable = await collectContents(ctx, { teamId, agentId, version: asked.version ?? null });
  const { attestationId, evidence } = await requireOpenGate(ctx, { agentId, datasetId, publishable });
  const permissions = permissionsOf(publishable.contents);

  await withTenant(ctx.db, system, async (tx) => {
    // One after the other: each is compared with the one before it.
    const current = await lockTemplate(tx, { id, teamId });
    if (current === undefined) throw notFound('template');
    requirePublishable(current);
    await keepLineage(tx, current, teamId, publishable);
    const versions = await listTemplateVersions(tx, { teamId, templateIds: [id] });
    const last = versions.find(({ id: versionId }) => versionId === current.currentVersionId);
    if (last?.contentHash === publishable.contentHash) {
      throw new AppError(
        'conflict',
        `Version ${last.number} is made of the very same specs. Change something first.`,
      );
    }
    const loosened = last === undefined ? [] : await looseningsSince(tx, teamId, last.id, publishable);
    if (loosened.length > 0 && !asked.accept_loosening) throw looser(loosened);
    const versionId = newId('templateVersion', ctx.clock.now());
    const number = (versions[0]?.number ?? 0) + 1;
    for (const older of versions) {
      if (older.status === 'pending') {
        await setTemplateVersionStatus(tx, { id: older.id, teamId, status: 'withdrawn' });
      }
    }
    await insertTemplateVersion(tx, {
      id: versionId,
      teamId,
      templateId: id,
      number,
      kind: publishable.contents[0]?.kind ?? 'Agent',
      agentVersion: publishable.agentVersion,
      specHash: publishable.specHash,
      contentHash: publishable.contentHash,
      changelog: asked.changelog,
      permissions,
      loosened,
      attestationId,
      evidence,
      createdBy: ctx.actor.type === 'user' ? ctx.actor.userId : null,
      contents: publishable.contents.map(({ document: _, ...content }) => content),
    });
    const waits = ctx.operators.length > 0 && needsOperator(current, loosened);
    if (waits) {
      await setTemplateVersionStatus(tx, { id: versionId, teamId, status: 'pending' });
      if (current.listedAt === null)
        await setTemplateStatus(tx, { id, teamId, status: 'pending', note: null });
    } else {
      await putOnShelf(tx, ctx, { template: current, versionId, number, teamId });
    }
    await recordAudit(tx, ctx, {
      action: 'template.published',
      target: { id, name: current.title },
      after: {
        ...{ status: waits ? 'pending' : 'listed', version: number, version_id: versionId },
        ...{ agent_version: publishable.agentVersion, spec_hash: publishable.specHash },
        ...{ attestation_id: attestationId, loosened: loosened.map(({ risk }) => risk) },
      },
    });
  });
  await ctx.cache.forget('template', id);
  return withTenant(ctx.db, ctx.actor, (tx) => readOwnTemplate(tx, ctx, id));
}

/** Lists a version, and tells the team's webhooks, in a transaction of the system in that team. */
export async function putOnShelf(
  tx: Transaction,
  ctx: Pick<ServiceContext, 'clock'>,
  {
    template,
    versionId,
    number,
    teamId,
  }: {
    template: Pick<TemplateRow, 'id' | 'title' | 'priceMinor' | 'currency'>;
    versionId: TemplateVersionId;
    number: number;
    teamId: ServiceContext['actor']['teamId'];
  },
): Promise<void> {
  await listTemplateVersion(tx, { id: versionId, teamId, retestDueAt: nextRetest(ctx.clock.now()) });
  await publishEvent(tx, {
    teamId,
    type: 'template.listed',
    data: {
      template_id: template.id,
      title: template.title,
      version: number,
      price_minor: template.priceMinor,
      currency: template.currency,
    },
    at: ctx.clock.now(),
  });
}

function requirePublishable(template: TemplateRow) {
  if (template.status === 'suspended') {
    throw new AppError(
      'forbidden',
      `The operators of this installation have suspended it${template.moderationNote === null ? '' : `: ${template.moderationNote}`}.`,
    );
  }
  if (template.agentId === null) {
    throw new AppError('conflict', 'The agent that it was made of is gone. Begin a new template.');
  }
  return template.agentId;
}

/** What an operator looks at first: a newcomer, and whatever may now act outside. */
function needsOperator(template: TemplateRow, loosened: readonly SpecChangeView[]): boolean {
  return template.listedAt === null || loosened.some(({ risk }) => risk === 'write_access_gained');
}

/** Forks among what is published keep where they came from. Errors: `forbidden`, `conflict`. */
async function keepLineage(
  tx: Transaction,
  template: TemplateRow,
  teamId: ServiceContext['actor']['teamId'],
  { sources }: Publishable,
): Promise<void> {
  for (const { agentId, name } of sources) {
    const origin = await selectDeployment(tx, { agentId, teamId });
    if (origin === undefined) continue;
    if (origin.licence !== 'resell') {
      throw new AppError(
        'forbidden',
        `"${name}" was made of a template whose licence does not let you offer it. Take it out.`,
      );
    }
    if (template.parentTemplateId !== null && template.parentTemplateId !== origin.templateId) {
      throw new AppError(
        'conflict',
        `"${name}" was made of another template than the rest. A template is the fork of one at most.`,
      );
    }
    if (template.parentTemplateId !== null) continue;
    const { templateId: parentTemplateId, versionId: parentVersionId, royaltyBps } = origin;
    const parent = { id: template.id, teamId, parentTemplateId, parentVersionId, royaltyBps };
    await setTemplateParent(tx, parent);
    template = { ...template, parentTemplateId, parentVersionId, royaltyBps };
  }
}

async function looseningsSince(
  tx: Transaction,
  teamId: ServiceContext['actor']['teamId'],
  versionId: TemplateVersionId,
  { contents }: Publishable,
): Promise<SpecChangeView[]> {
  const before = await selectTemplateContents(tx, { teamId, versionId });
  return looseningsIn(compareContents(before.map(readContent), contents));
}

function looser(loosened: readonly SpecChangeView[]): AppError {
  const what = loosened
    .slice(0, 5)
    .map(({ agent, summary }) => `${agent}: ${summary}`)
    .join(' ');
  return new AppError(
    'conflict',
    `This version binds less than the last. ${what} Tighten it, or publish it with "accept_loosening": then the listing says so.`,
  );
}
