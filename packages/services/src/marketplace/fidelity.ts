import {
  type Fidelity,
  type FidelityGap,
  isAppError,
  newId,
  type TemplateId,
  templateIdInputSchema,
} from '@agent-factory/contracts';
import {
  ownsTemplate,
  selectNewestByNames,
  selectTemplateContents,
  type TemplateRelease,
  withTenant,
} from '@agent-factory/db';
import type { ModelRequest } from '@agent-factory/llm';
import { builtinTool, type ToolRef } from '@agent-factory/spec';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { callOptionsFor } from '../spending/call-options.ts';
import { type ReadContent, readContent } from './contents.ts';
import { requireRelease } from './require-owned.ts';

/** Looking at another's server takes as long as that takes; at most this. */
const patienceMs = 5_000;

/** What the team lacks for a template to run as it was measured, and where to get it. Errors: `not_found`. */
export async function checkFidelity({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof templateIdInputSchema>;
}): Promise<Fidelity> {
  requireScope(ctx.actor, 'marketplace:read', 'marketplace:write');
  const { template_id: templateId } = parseInput(templateIdInputSchema, input);
  const { release, contents, owned } = await readForTeam(ctx, templateId);
  const gaps = await findGaps(ctx, { release, contents, name: null });
  return { template_id: templateId, version: release.number, owned, ready: gaps.length === 0, gaps };
}

/** What is given out, and what it is made of where the team owns it. */
export async function readForTeam(
  ctx: ServiceContext,
  templateId: TemplateId,
): Promise<{ release: TemplateRelease; contents: readonly ReadContent[]; owned: boolean }> {
  const { teamId } = ctx.actor;
  const system = { type: 'system', teamId, reason: 'check_fidelity' } as const;
  return withTenant(ctx.db, system, async (tx) => {
    const release = await requireRelease(tx, templateId);
    const owned = await ownsTemplate(tx, { teamId, templateId });
    const of = { teamId: release.teamId, versionId: release.versionId };
    const contents = owned ? (await selectTemplateContents(tx, of)).map(readContent) : [];
    return { release, contents, owned };
  });
}

export async function findGaps(
  ctx: ServiceContext,
  {
    release,
    contents,
    name,
  }: { release: TemplateRelease; contents: readonly ReadContent[]; name: string | null },
): Promise<FidelityGap[]> {
  const [tools, models, names] = await Promise.all([
    toolGaps(ctx, release, contents),
    modelGaps(ctx, release),
    nameGaps(ctx, contents, name),
  ]);
  return [...names, ...models, ...tools];
}

async function toolGaps(
  ctx: ServiceContext,
  { permissions }: TemplateRelease,
  contents: readonly ReadContent[],
): Promise<FidelityGap[]> {
  const builtin = [
    ...new Set(permissions.tools.filter(({ source }) => source === 'builtin').map(({ name }) => name)),
  ].map((name): ToolRef => ({ type: 'builtin', name }));
  // Where a server lies is known to those who own it.
  const foreign = contents.flatMap(({ document }) =>
    document.kind === 'Agent'
      ? document.tools.filter(({ type }) => type === 'mcp' || type === 'openapi')
      : [],
  );
  const tools = ctx.toolsOf({ teamId: ctx.actor.teamId, runId: newId('run'), emit: async () => {} });
  try {
    const gaps = await Promise.all(
      [...builtin, ...foreign].map(async (ref): Promise<FidelityGap[]> => {
        try {
          await tools.definitions([ref], { agent: 'fidelity', signal: AbortSignal.timeout(patienceMs) });
          return [];
        } catch (error) {
          return [toolGap(ref, isAppError(error) ? error.message : 'It does not answer at the moment.')];
        }
      }),
    );
    return gaps.flat();
  } finally {
    await tools.close();
  }
}

function toolGap(ref: ToolRef, says: string): FidelityGap {
  if (ref.type !== 'builtin') {
    const what = ref.type === 'agent' ? ref.name : ref.url;
    return { kind: 'connection', what, blocking: false, says, fix_path: '/settings/connections' };
  }
  const known = builtinTool(ref.name);
  if (known === undefined) {
    return { kind: 'tool', what: ref.name, blocking: true, says, fix_path: '/docs/tools' };
  }
  return { kind: 'connection', what: ref.name, blocking: false, says, fix_path: '/settings/connections' };
}

async function modelGaps(ctx: ServiceContext, { permissions }: TemplateRelease): Promise<FidelityGap[]> {
  const options = await callOptionsFor({ services: ctx, actor: ctx.actor, purpose: 'explain' });
  const [task = 'simple_query'] = permissions.tasks;
  const request: ModelRequest = {
    task: task as ModelRequest['task'],
    messages: [{ role: 'user', content: 'Hello.' }],
    tools: [],
    maxOutputTokens: 500,
    use: permissions.models,
    maxCostNanoUsd: null,
  };
  const { table } = await ctx.router.explain(request, options);
  const able = table.filter(({ rank }) => rank !== null).map(({ model }) => model);
  const fix_path = '/settings/keys';
  if (able.length === 0) {
    const what = permissions.models.join(', ') || task;
    const says =
      permissions.models.length === 0
        ? `No model that your team may use takes calls of the kind "${task}". Add a provider key, or allow a model.`
        : `It asks for ${what}, which your team cannot use. Add a key of that provider, or allow the model.`;
    return [{ kind: 'model', what, blocking: false, says, fix_path }];
  }
  if (able.every((model) => model.startsWith('offline/'))) {
    const says = 'Only the offline model would answer, and not as it was measured. Add a provider key.';
    return [{ kind: 'model', what: 'offline', blocking: false, says, fix_path }];
  }
  return [];
}

/** What the team of a template calls by name has to be that agent. */
async function nameGaps(
  ctx: ServiceContext,
  contents: readonly ReadContent[],
  name: string | null,
): Promise<FidelityGap[]> {
  if (contents.length === 0) return [];
  const { teamId } = ctx.actor;
  const wanted = new Map(contents.map((content) => [wantedName(content, name), content]));
  const system = { type: 'system', teamId, reason: 'check_fidelity' } as const;
  const taken = await withTenant(ctx.db, system, (tx) =>
    selectNewestByNames(tx, { teamId, names: [...wanted.keys()] }),
  );
  return taken.flatMap((row): FidelityGap[] => {
    const content = wanted.get(row.name);
    // The very same agent may be there from another template, and serves both.
    if (content === undefined || (content.position > 0 && content.specHash === row.specHash)) return [];
    return [
      {
        kind: 'name',
        what: row.name,
        blocking: true,
        says:
          content.position === 0
            ? `Your team has an agent named "${row.name}". Give this one another name.`
            : `Your team has another agent named "${row.name}", which this template calls by that name. Rename or delete yours.`,
        fix_path: `/agents/${row.agentId}`,
      },
    ];
  });
}

export function wantedName({ position, name: own }: ReadContent, name: string | null): string {
  return position === 0 ? (name ?? own) : own;
}
