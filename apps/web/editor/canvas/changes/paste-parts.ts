import { type JsonValue, readSnippet, type SpecOperation } from '@agent-factory/spec';
import type { CanvasGraph } from '../canvas-graph.ts';
import { freeName } from './add-item.ts';
import type { CanvasChange, Refusal } from './change.ts';

type Mapping = { readonly [key: string]: JsonValue };

/**
 * Adds what a piece of YAML declares: copied on a canvas, or lines of a spec's text. What is there already is left out,
 * nodes whose names are taken get others, and what another kind of spec needs is said.
 */
export function pasteParts(graph: CanvasGraph, text: string): CanvasChange | Refusal {
  const read = readSnippet(text);
  if (read === null)
    return { refused: 'What was copied is no part of a spec: paste YAML with tools, members or nodes.' };
  const snippet: Mapping = isMapping(read)
    ? read
    : graph.kind === 'Agent'
      ? { tools: read }
      : { members: read };
  const change = graph.kind === 'Agent' ? intoAgent(graph, snippet) : intoTeam(graph, snippet);
  if ('refused' in change || change.operations.length > 0) return change;
  return { refused: 'Everything that was copied is here already.' };
}

function intoAgent({ nodes }: CanvasGraph, snippet: Mapping): CanvasChange | Refusal {
  const taken = new Set(nodes.map(({ id }) => id));
  // Members of a team are tools to an agent.
  const members = [...listOf(snippet.members), ...Object.values(mappingOf(snippet.nodes))].flatMap(agentOf);
  const tools = [...listOf(snippet.tools), ...members.map((agent): JsonValue => ({ agent }))];
  const approvals = listOf(snippet.approvals).filter((tool) => typeof tool === 'string');
  if (tools.length + approvals.length === 0) return { refused: 'There are no tools in what was copied.' };
  const fresh = tools.filter((tool) => !taken.has(toolId(tool)));
  const asked = approvals.filter((tool) => !taken.has(`approval:${tool}`));
  const [first] = fresh;
  return {
    operations: [
      ...fresh.flatMap((tool): SpecOperation[] =>
        typeof tool === 'string' || isMapping(tool) ? [{ type: 'addTool', tool }] : [],
      ),
      ...asked.map((tool): SpecOperation => ({ type: 'addApproval', tool })),
    ],
    says: pasted(fresh.length + asked.length),
    ...(first === undefined ? {} : { focus: toolId(first) }),
  };
}

function intoTeam(graph: CanvasGraph, snippet: Mapping): CanvasChange | Refusal {
  const agents = [...listOf(snippet.members), ...listOf(snippet.tools)].flatMap(agentOf);
  const named = Object.entries(mappingOf(snippet.nodes)).flatMap(([name, node]) =>
    agentOf(node).map((agent) => ({ name, agent })),
  );
  if (agents.length + named.length === 0) return { refused: 'There are no agents in what was copied.' };
  if (graph.pattern === 'graph') {
    return intoGraph(graph, [...named, ...agents.map((agent) => ({ name: agent, agent }))], snippet);
  }
  if (graph.pattern === 'plan-execute')
    return { refused: 'A plan-execute team has its three places; rename one of them instead.' };
  const known = new Set(graph.nodes.filter(({ role }) => role === 'member').map(({ agent }) => agent));
  const members = [...listOf(snippet.members), ...named.map(({ agent }): JsonValue => ({ agent }))];
  const fresh = members.filter((member) => {
    const [agent] = agentOf(member);
    return agent !== undefined && (graph.pattern === 'sequence' || !known.has(agent));
  });
  return {
    operations: fresh.flatMap((member): SpecOperation[] =>
      typeof member === 'string' || isMapping(member) ? [{ type: 'addMember', member }] : [],
    ),
    says: pasted(fresh.length),
  };
}

function intoGraph(
  { nodes }: CanvasGraph,
  fresh: readonly { name: string; agent: string }[],
  snippet: Mapping,
): CanvasChange {
  const taken = new Set(nodes.filter(({ role }) => role === 'node').map(({ label }) => label));
  const names = new Map<string, string>();
  const operations: SpecOperation[] = [];
  for (const { name, agent } of fresh) {
    const free = freeName(name, taken);
    taken.add(free);
    names.set(name, free);
    operations.push({ type: 'addNode', name: free, agent });
  }
  const end = (value: JsonValue | undefined) =>
    value === 'START' || value === 'END' ? value : typeof value === 'string' ? names.get(value) : undefined;
  for (const edge of listOf(snippet.edges)) {
    if (!isMapping(edge)) continue;
    const from = end(edge.from);
    const to = end(edge.to);
    if (from === undefined || to === undefined) continue;
    const { when, atMost } = edge;
    operations.push({
      type: 'connect',
      from,
      to,
      ...(typeof when === 'string' ? { when: renamedIn(when, names) } : {}),
      ...(typeof atMost === 'number' ? { atMost } : {}),
    });
  }
  const [first] = names.values();
  return {
    operations,
    says: pasted(fresh.length),
    ...(first === undefined ? {} : { focus: `node:${first}` }),
  };
}

/** A condition reads what nodes made as `state.name`. */
function renamedIn(when: string, names: ReadonlyMap<string, string>): string {
  return when.replaceAll(/\bstate\.([A-Za-z][A-Za-z0-9_]*)/g, (all, name: string) =>
    names.has(name) ? `state.${names.get(name)}` : all,
  );
}

function pasted(count: number): string {
  return count === 1 ? 'Pasted one part.' : `Pasted ${count} parts.`;
}

function toolId(tool: JsonValue): string {
  if (typeof tool === 'string') return `tool:${tool}`;
  if (!isMapping(tool)) return '';
  if (typeof tool.agent === 'string') return `tool:agent:${tool.agent}`;
  for (const source of ['mcp', 'openapi']) {
    const server = tool[source];
    if (isMapping(server) && typeof server.url === 'string') return `tool:${source}:${server.url}`;
  }
  return '';
}

function agentOf(value: JsonValue): string[] {
  const agent = isMapping(value) ? value.agent : value;
  return typeof agent === 'string' ? [agent] : [];
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function mappingOf(value: JsonValue | undefined): Mapping {
  return isMapping(value) ? value : {};
}

function isMapping(value: JsonValue | readonly JsonValue[] | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
