import type { SpecOperation } from '@agent-factory/spec';
import type { CanvasEdge, CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import { titleOf } from '../node-words.ts';
import type { CanvasChange, Refusal } from './change.ts';

/** Takes nodes and edges out; what hangs on them in the spec goes with them. */
export function removeParts(graph: CanvasGraph, ids: ReadonlySet<string>): CanvasChange | Refusal {
  const nodes = graph.nodes.filter(({ id }) => ids.has(id));
  const gone = new Set(nodes.map(({ id }) => id));
  // An edge goes with its nodes.
  const edges = graph.edges.filter(({ id, from, to }) => ids.has(id) && !gone.has(from) && !gone.has(to));
  const operations: SpecOperation[] = [];
  /** Removed by place, from the last to the first, so that no removal moves the next one's place. */
  const places: (string | number)[][] = [];
  for (const node of nodes) {
    const found = removalOf(node);
    if ('refused' in found) return found;
    if ('path' in found) places.push(found.path);
    else operations.push(...found);
  }
  for (const edge of edges) {
    const found = edgeRemoval(edge);
    if ('refused' in found) return found;
    if ('path' in found) places.push(found.path);
    else operations.push(...found);
  }
  // Nodes of a graph take their edges along: edges by place go first.
  const removals = places.toSorted(lastFirst).map((path): SpecOperation => ({ type: 'remove', path }));
  if (operations.length + removals.length === 0) return { refused: 'Choose what to remove first.' };
  const count = nodes.length + edges.length;
  const [only] = nodes;
  const says =
    count === 1 ? (only ? `Removed ${titleOf(only)}.` : 'Removed the edge.') : `Removed ${count} parts.`;
  const focus = only ? neighbourOf(only, graph, gone) : edges[0]?.source;
  // A tool takes its approvals along: those that are named go before it.
  const [approvals, others] = [operations.filter(isApproval), operations.filter((each) => !isApproval(each))];
  return {
    operations: [...removals, ...approvals, ...others],
    says,
    ...(focus === undefined ? {} : { focus }),
  };
}

function isApproval({ type }: SpecOperation): boolean {
  return type === 'removeApproval';
}

type Removal = { path: (string | number)[] } | readonly SpecOperation[] | Refusal;

function removalOf(node: CanvasNode): Removal {
  switch (node.kind) {
    case 'tool': {
      if (node.source === 'builtin' || node.source === 'agent')
        return [{ type: 'removeTool', tool: node.label }];
      // A server goes as a whole: with the last of its tools.
      return node.tools.map((tool) => ({ type: 'removeTool', tool }));
    }
    case 'approval':
      return [{ type: 'removeApproval', tool: node.label }];
    case 'member': {
      if (node.role === 'node') return [{ type: 'removeNode', name: node.label }];
      if (node.role === 'member' && node.path !== null) return { path: node.path };
      if ((node.role === 'merge' || node.role === 'persistence') && node.path !== null)
        return { path: node.path };
      return { refused: `A team needs its ${node.role}; rename it to let another agent do it.` };
    }
    case 'gate':
      return { refused: 'A gate stands as long as it has rules; open it to remove them.' };
    case 'agent':
      return { refused: 'The agent is the spec itself; delete it with the button above.' };
    case 'router':
    case 'start':
    case 'end':
      return { refused: `${titleOf(node)} belongs to the pattern and cannot be removed.` };
  }
}

function edgeRemoval(edge: CanvasEdge): Removal {
  if (edge.path?.[0] === 'edges') return { path: edge.path };
  if (edge.kind === 'uses' || edge.kind === 'asks') {
    return { refused: 'Remove the tool or the approval instead of the line to it.' };
  }
  return {
    refused: 'This line follows from the pattern; remove one of its ends, or choose "pattern: graph".',
  };
}

function lastFirst(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (part === other) continue;
    if (typeof part === 'number' && typeof other === 'number') return other - part;
    return String(part) < String(other) ? -1 : 1;
  }
  return 0;
}

function neighbourOf(
  node: CanvasNode,
  { nodes, edges }: CanvasGraph,
  gone: ReadonlySet<string>,
): string | undefined {
  const before = edges.find(({ target, source }) => target === node.id && !gone.has(source))?.source;
  const after = edges.find(({ source, target }) => source === node.id && !gone.has(target))?.target;
  return before ?? after ?? nodes.findLast(({ id }) => !gone.has(id))?.id;
}
