import type { Diagnostic } from '@agent-factory/contracts';
import { type SpecGraph, specGraph } from '@agent-factory/spec';
import type { CanvasEdge, CanvasNode } from './canvas-part.ts';
import { passGates } from './pass-gates.ts';

export type { CanvasEdge, CanvasNode } from './canvas-part.ts';

/** Nodes that belong together by the pattern; drawn as a frame around them. */
export interface CanvasGroup {
  id: string;
  label: string;
  nodes: readonly string[];
}

export interface CanvasGraph {
  kind: SpecGraph['kind'];
  pattern: string | null;
  nodes: readonly CanvasNode[];
  edges: readonly CanvasEdge[];
  groups: readonly CanvasGroup[];
  /** Problems of parts that are not drawn. */
  elsewhere: readonly Diagnostic[];
}

/** What the canvas shows of a text, whatever else is wrong with it; null where it cannot be read at all. */
export function canvasGraph(text: string, diagnostics: readonly Diagnostic[]): CanvasGraph | null {
  const graph = specGraph(text);
  if (graph === null) return null;
  const places = new Map<string, Diagnostic[]>();
  const paths = [...graph.nodes, ...graph.edges].flatMap(({ id, kind, path, ...rest }) => {
    if (path === null) return [];
    // The agent's own node stands for all of its spec that nothing else on the canvas does.
    const own = kind === 'agent' ? [] : path;
    const rules = 'rules' in rest ? rest.rules.map((rule) => ({ id, path: rule.path })) : [];
    return [{ id, path: own }, ...rules];
  });
  const elsewhere: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const around = paths.filter(({ path }) => path.every((part, index) => diagnostic.path[index] === part));
    const deepest = Math.max(...around.map(({ path }) => path.length));
    const owners = new Set(around.filter(({ path }) => path.length === deepest).map(({ id }) => id));
    if (owners.size === 0) elsewhere.push(diagnostic);
    for (const id of owners) places.set(id, [...(places.get(id) ?? []), diagnostic]);
  }
  const none: readonly Diagnostic[] = [];
  const nodes = graph.nodes.map((node) => ({ ...node, problems: places.get(node.id) ?? none }));
  const edges = graph.edges.map((edge) => ({
    ...edge,
    source: edge.from,
    target: edge.to,
    problems: places.get(edge.id) ?? none,
  }));
  const { kind, pattern } = graph;
  return { kind, pattern, nodes, edges: passGates(kind, nodes, edges), groups: groupsOf(graph), elsewhere };
}

const groupLabels: Readonly<Record<string, string>> = {
  router: 'One of these answers',
  parallel: 'All at the same time',
  supervisor: 'Called by the supervisor',
};

function groupsOf({ kind, pattern, nodes }: SpecGraph): CanvasGroup[] {
  if (kind === 'Agent') {
    const tools = nodes.filter((node) => node.kind === 'tool').map(({ id }) => id);
    return tools.length > 1 ? [{ id: 'group:tools', label: 'Tools', nodes: tools }] : [];
  }
  const label = groupLabels[pattern ?? ''];
  const members = nodes.filter(({ role }) => role === 'member').map(({ id }) => id);
  return label !== undefined && members.length > 1 ? [{ id: 'group:members', label, nodes: members }] : [];
}
