import { createHash } from 'node:crypto';
import { type AgentId, AppError, type TeamId } from '@agent-factory/contracts';
import {
  type PublishedText,
  selectTestedVersions,
  selectVersionsToPublish,
  type TemplateContent,
  withTenant,
} from '@agent-factory/db';
import { compileSpec } from '@agent-factory/orchestrator';
import { calledAgents, parseSpec, type Spec } from '@agent-factory/spec';
import { notFound } from '../access/not-found.ts';
import { loadSpec } from '../runs/execution/load-spec.ts';
import { resolveMembers } from '../runs/execution/resolve-members.ts';
import type { ServiceContext } from '../service-context.ts';

/** One spec of a version, read. */
export interface ReadContent extends TemplateContent {
  document: Spec;
}

export interface Publishable {
  agentVersion: number;
  specHash: string;
  /** The agent that is run first, then what it calls. */
  contents: readonly ReadContent[];
  /** Where each of them lives in the maker's team, in the same order. */
  sources: readonly PublishedText[];
  contentHash: string;
}

/**
 * What a version of a template is made of: the agent version and, pinned as they are now, all that it calls. Errors:
 * `not_found` (agent, version), `spec_not_runnable`.
 */
export async function collectContents(
  ctx: ServiceContext,
  { teamId, agentId, version }: { teamId: TeamId; agentId: AgentId; version: number | null },
): Promise<Publishable> {
  const system = { type: 'system', teamId, reason: 'publish_template' } as const;
  return withTenant(ctx.db, system, async (tx) => {
    const [pinned] = await selectTestedVersions(tx, { teamId, agentIds: [agentId], version });
    if (pinned === undefined) throw notFound(version === null ? 'agent' : 'agent version');
    const { id, specHash } = pinned;
    const spec = await loadSpec(tx, { id, teamId, specHash }, ctx.cache);
    compileSpec(spec, specHash);
    const members = calledAgents(spec).length === 0 ? [] : await resolveMembers(tx, teamId, spec);
    const versionIds = [id, ...members.map((member) => member.agent_version_id)];
    const texts = new Map(
      (await selectVersionsToPublish(tx, { teamId, versionIds })).map((row) => [row.versionId, row]),
    );
    const sources = versionIds.map((versionId) => {
      const row = texts.get(versionId);
      if (row === undefined) throw notFound('agent version');
      return row;
    });
    const contents = sources.map((row, position) => readContent({ ...row, position }));
    return {
      agentVersion: pinned.version,
      specHash,
      contents,
      sources,
      contentHash: hashOfContents(contents),
    };
  });
}

/** AppError `spec_not_runnable` where the language has moved on from what was published. */
export function readContent(content: TemplateContent): ReadContent {
  const { document, diagnostics } = parseSpec(content.spec);
  if (document === null) {
    const message = `"${content.name}" is written in an older form of the language. Its maker has to publish it anew.`;
    throw new AppError('spec_not_runnable', message, { diagnostics });
  }
  const { position, name, title, description, kind, spec, specHash } = content;
  return { position, name, title, description, kind, spec, specHash, document };
}

function hashOfContents(contents: readonly TemplateContent[]): string {
  return createHash('sha256')
    .update(contents.map(({ name, specHash }) => `${name} ${specHash}\n`).join(''))
    .digest('hex');
}
