import { type Place, type ReadContext, requote, tokenOf } from '../shape/shape.ts';
import type { TeamEdge } from '../team-spec.ts';
import { closest } from '../text/closest.ts';
import { shorten, type TreeNode } from '../text/read-tree.ts';
import type { Span } from '../text/reporter.ts';

interface Graph {
  nodes: Readonly<Record<string, unknown>>;
  edges: readonly TeamEdge[];
}

/** Every node is reached from START, reaches END, and lies on no cycle that could go on for ever. */
export function checkGraph(
  { nodes, edges }: Graph,
  root: TreeNode,
  place: Place,
  context: ReadContext,
): void {
  const names = Object.keys(nodes);
  const known = new Set([...names, 'START', 'END']);
  const edgeNodes = listAt(root, 'edges');
  let sound = true;
  const seen = new Set<string>();

  for (const [index, edge] of edges.entries()) {
    for (const side of ['from', 'to'] as const) {
      const name = edge[side];
      const span = spanAt(edgeNodes[index], side, place);
      const path = [...place.path, 'edges', index, side];
      if (!known.has(name)) {
        sound = false;
        const suggestion = closest(name, side === 'from' ? ['START', ...names] : [...names, 'END']);
        context.reporter.report('unknown_node', {
          message: `There is no node "${shorten(name)}"${suggestion ? `; did you mean "${suggestion}"?` : '.'}`,
          path,
          span,
          fix: suggestion
            ? { title: `Replace with ${suggestion}`, newText: requote(context, span, suggestion) }
            : undefined,
        });
      } else if (name === (side === 'from' ? 'END' : 'START')) {
        sound = false;
        context.reporter.report('edge_direction', {
          message: side === 'from' ? 'No edge leads from END.' : 'No edge leads to START.',
          path,
          span,
        });
      }
    }
    const key = JSON.stringify([edge.from, edge.to, edge.when]);
    if (seen.has(key)) {
      context.reporter.report('duplicate_edge', {
        message: `This edge from ${shorten(edge.from)} to ${shorten(edge.to)} is here twice.`,
        path: [...place.path, 'edges', index],
        span: spanAt(edgeNodes[index], 'to', place),
      });
    }
    seen.add(key);
  }
  if (sound) checkPaths({ nodes, edges }, root, place, context);
}

function checkPaths({ nodes, edges }: Graph, root: TreeNode, place: Place, context: ReadContext): void {
  const reached = closure(['START'], edges, (edge) => [edge.from, edge.to]);
  const finishing = closure(['END'], edges, (edge) => [edge.to, edge.from]);
  for (const name of Object.keys(nodes)) {
    const span = keySpanAt(root, 'nodes', name, place);
    const path = [...place.path, 'nodes', name];
    if (!reached.has(name)) {
      context.reporter.report('unreachable_node', {
        message: `No path leads from START to "${name}".`,
        path,
        span,
        hint: 'Add an edge to it, or remove the node.',
      });
    } else if (!finishing.has(name)) {
      context.reporter.report('dead_end_node', {
        message: `No path leads from "${name}" to END.`,
        path,
        span,
        hint: `Add { from: ${name}, to: END }.`,
      });
    }
  }
  const cycle = findCycle(edges.filter((edge) => edge.atMost === undefined));
  if (cycle) {
    const closing = edges.indexOf(cycle.edge);
    context.reporter.report('unbounded_cycle', {
      message: `The cycle ${cycle.names.map(shorten).join(' → ')} can go on for ever.`,
      path: [...place.path, 'edges', closing],
      span: spanAt(listAt(root, 'edges')[closing], 'to', place),
      hint: 'Give one of its edges atMost.',
    });
  }
}

function closure(
  start: string[],
  edges: readonly TeamEdge[],
  direction: (edge: TeamEdge) => [string, string],
): Set<string> {
  const next = new Map<string, string[]>();
  for (const edge of edges) {
    const [from, to] = direction(edge);
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const reached = new Set(start);
  const queue = [...start];
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    for (const to of next.get(name) ?? []) {
      if (reached.has(to)) continue;
      reached.add(to);
      queue.push(to);
    }
  }
  return reached;
}

/** Some cycle and the edge that closes it; depth first, each node once. */
function findCycle(edges: readonly TeamEdge[]): { names: string[]; edge: TeamEdge } | null {
  const outgoing = new Map<string, TeamEdge[]>();
  for (const edge of edges) outgoing.set(edge.from, [...(outgoing.get(edge.from) ?? []), edge]);
  const done = new Set<string>();

  function visit(name: string, trail: string[]): { names: string[]; edge: TeamEdge } | null {
    for (const edge of outgoing.get(name) ?? []) {
      const at = trail.indexOf(edge.to);
      if (at !== -1) return { names: [...trail.slice(at), edge.to], edge };
      if (done.has(edge.to)) continue;
      const found = visit(edge.to, [...trail, edge.to]);
      if (found) return found;
    }
    done.add(name);
    return null;
  }
  for (const name of outgoing.keys()) {
    const found = done.has(name) ? null : visit(name, [name]);
    if (found) return found;
  }
  return null;
}

function listAt(root: TreeNode, key: string): readonly TreeNode[] {
  const entry = root.kind === 'map' ? root.entries.find((each) => each.key === key) : undefined;
  return entry?.value.kind === 'seq' ? entry.value.items : [];
}

function spanAt(node: TreeNode | undefined, key: string, place: Place): Span {
  if (node === undefined) return place.near;
  const entry = node.kind === 'map' ? node.entries.find((each) => each.key === key) : undefined;
  return tokenOf(entry?.value ?? node, place);
}

function keySpanAt(root: TreeNode, key: string, name: string, place: Place): Span {
  const entry = root.kind === 'map' ? root.entries.find((each) => each.key === key) : undefined;
  const inner =
    entry?.value.kind === 'map' ? entry.value.entries.find((each) => each.key === name) : undefined;
  return inner?.keySpan ?? place.near;
}
