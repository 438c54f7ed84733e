import type { TemplatePermissions } from '@agent-factory/contracts';
import { type AgentSpec, builtinTool, type ToolRef, toolNameOf, toolsBehind } from '@agent-factory/spec';
import type { ReadContent } from './contents.ts';

type PublishedTool = TemplatePermissions['tools'][number];

/** What a version may do and must keep, read from its specs: names and effects, no words of its instructions. Pure. */
export function permissionsOf(contents: readonly ReadContent[]): TemplatePermissions {
  const [root] = contents;
  if (root === undefined) throw new Error('a version is made of one spec at least');
  const documents = contents.map(({ document }) => document);
  const tools = contents.flatMap(({ document, title }) =>
    document.kind === 'Agent' ? toolsOf(document, title) : [],
  );
  const models = documents.flatMap((spec) => ('model' in spec ? [spec.model] : []));
  const { maxCostUsd, maxSteps, maxSeconds } = root.document.limits;
  return {
    agents: contents.map(({ title, kind }) => ({ title, kind })),
    tools,
    models: distinct(models.flatMap(({ use }) => use)),
    tasks: distinct(models.map(({ task }) => task)),
    invariants: documents.flatMap(({ invariants }) =>
      invariants.map(({ id, says, at }) => ({ id, says, at: [...at] })),
    ),
    limits: { max_cost_usd: maxCostUsd, max_steps: maxSteps, max_seconds: maxSeconds },
    connections: distinct(
      tools.flatMap(({ name, source }) =>
        source === 'builtin' ? (builtinTool(name)?.connections.slice(0, 1) ?? []) : [],
      ),
    ),
  };
}

function toolsOf(spec: AgentSpec, agent: string): PublishedTool[] {
  return spec.tools.flatMap((tool) =>
    accessOf(tool).map((access) => ({ ...access, agent, approval: spec.approvals.includes(access.name) })),
  );
}

function accessOf(tool: ToolRef): Pick<PublishedTool, 'name' | 'source' | 'effect'>[] {
  switch (tool.type) {
    case 'builtin':
      return toolsBehind(tool.name).map((name) => ({
        name,
        source: 'builtin',
        effect: builtinTool(name)?.effect ?? 'write',
      }));
    case 'agent':
      return [{ name: tool.name, source: 'agent', effect: 'read' }];
    case 'mcp':
    case 'openapi':
      // What a foreign tool does is not known, so it counts as writing; of its address only whose it is.
      return tool.allow.map((name) => ({
        name: toolNameOf(name),
        source: `${tool.type} ${hostOf(tool.url)}`,
        effect: 'write',
      }));
  }
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unknown server';
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)];
}
