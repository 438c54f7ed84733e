import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import type { Source } from '../text/source.ts';
import type { GraphEdge, GraphNode, SpecGraph } from './graph.ts';

type NodeParts = Pick<GraphNode, 'kind' | 'label'> & Partial<Omit<GraphNode, 'path'>> & { path?: Path };
type EdgeParts = Pick<GraphEdge, 'kind' | 'from' | 'to'> & Partial<Omit<GraphEdge, 'path'>> & { path?: Path };

/** A graph while it is made. */
export interface Drawing {
  /** What the text declares. */
  value: JsonValue;
  /** The node's id: `id`, or with a number where that is taken. */
  node(id: string, parts: NodeParts): string;
  edge(parts: EdgeParts): void;
  graph(kind: SpecGraph['kind'], pattern: string | null): SpecGraph;
}

export function createDrawing(
  value: JsonValue,
  source: Source,
  spanAt: (path: Path) => { start: number; end: number } | undefined,
): Drawing {
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const taken = new Map<string, number>();
  function free(id: string): string {
    const count = (taken.get(id) ?? 0) + 1;
    taken.set(id, count);
    return count === 1 ? id : `${id}#${count}`;
  }
  function place(path: Path | undefined) {
    const span = path ? spanAt(path) : undefined;
    return { path: path ? [...path] : null, range: span ? source.rangeOf(span.start, span.end) : null };
  }
  return {
    value,
    node(id, parts) {
      const own = free(id);
      const blank = { agent: null, role: null, source: null, tools: [], rules: [] };
      nodes.push({ ...blank, ...parts, ...place(parts.path), id: own });
      return own;
    },
    edge(parts) {
      const id = free(`edge:${parts.from}>${parts.to}`);
      edges.push({ label: null, atMost: null, ...parts, ...place(parts.path), id });
    },
    graph: (kind, pattern) => ({ kind, pattern, nodes, edges }),
  };
}
