import type { ElkExtendedEdge, ElkLabel, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api';
import type { Point } from '../../../runs/graph/lay-out.ts';
import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import type { Placement, Route } from './placement.ts';
import { quickLayout } from './quick-layout.ts';
import { labelSize, sizeOf } from './sizes.ts';

/** Layers from left to right; what has no other reason stands in the order of the text. */
const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.componentComponent': '40',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.layered.spacing.edgeNodeBetweenLayers': '20',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  // Which ways lead back is what the quick layout says, as in the pictures of runs.
  'elk.layered.cycleBreaking.strategy': 'INTERACTIVE',
  'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
};

/** Of nodes that stood somewhere before, those in one layer keep their order from top to bottom. */
const settled: LayoutOptions = {
  'elk.layered.crossingMinimization.semiInteractive': 'true',
  'elk.layered.considerModelOrder.strategy': 'NONE',
};

/** What ELK is asked; `before` is where nodes stood, so that those who stay are not shuffled. */
export function elkGraph(
  { nodes, edges }: Pick<CanvasGraph, 'nodes' | 'edges'>,
  before: ReadonlyMap<string, Point>,
): ElkNode {
  const isSettled = nodes.some(({ id }) => before.has(id));
  const quick = quickLayout({ nodes, edges }).places;
  const hints = isSettled ? hintsFor({ nodes, edges }, before) : quick;
  return {
    id: 'root',
    layoutOptions: isSettled ? { ...options, ...settled } : options,
    children: nodes
      .toSorted((a, b) => rank(a) - rank(b))
      .map((node): ElkNode => {
        const at = { x: quick.get(node.id)?.x ?? 0, y: hints.get(node.id)?.y ?? 0 };
        return {
          id: node.id,
          ...sizeOf(node),
          layoutOptions: {
            'elk.position': `(${at.x},${at.y})`,
            ...(node.kind === 'start' ? { 'elk.layered.layering.layerConstraint': 'FIRST' } : {}),
            ...(node.kind === 'end' ? { 'elk.layered.layering.layerConstraint': 'LAST' } : {}),
          },
        };
      }),
    edges: edges.map((edge): ElkExtendedEdge => {
      const size = labelSize(edge);
      return {
        id: edge.id,
        sources: [edge.source],
        targets: [edge.target],
        ...(size ? { labels: [{ id: `${edge.id} label`, text: ' ', ...size }] } : {}),
      };
    }),
  };
}

/** Ways back are found from the first node on, so a run's beginning comes first. */
function rank({ kind, label }: CanvasNode): number {
  if (kind === 'start' || (kind === 'gate' && label === 'input')) return 0;
  return kind === 'end' ? 2 : 1;
}

/** Who is new stands, for the order, right below the neighbour that is known, or below everything. */
function hintsFor(
  { nodes, edges }: Pick<CanvasGraph, 'nodes' | 'edges'>,
  before: ReadonlyMap<string, Point>,
): ReadonlyMap<string, Point> {
  const hints = new Map(before);
  const lowest = Math.max(...[...before.values()].map(({ y }) => y));
  let last: Point | null = null;
  for (const { id } of nodes) {
    const known = hints.get(id);
    if (known === undefined) {
      const beside = edges.flatMap(({ source, target }) =>
        source === id ? (before.get(target) ?? []) : target === id ? (before.get(source) ?? []) : [],
      );
      // The one above it in the text is a better neighbour in its layer than the one that leads to it.
      const y = last?.y ?? beside[0]?.y ?? lowest + 1;
      hints.set(id, { x: beside[0]?.x ?? 0, y: y + 0.5 });
    }
    last = hints.get(id) ?? last;
  }
  return hints;
}

function middleOf({ x = 0, y = 0, width = 0, height = 0 }: ElkLabel): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** What ELK answered. */
export function placementOf(laid: ElkNode): Placement {
  const routes = new Map<string, Route>();
  for (const { id, sections, labels } of laid.edges ?? []) {
    const points = (sections ?? []).flatMap(({ startPoint, bendPoints, endPoint }) => [
      startPoint,
      ...(bendPoints ?? []),
      endPoint,
    ]);
    const [label] = labels ?? [];
    routes.set(id, {
      points: points.map(({ x, y }) => ({ x, y })),
      shape: 'corners',
      label: label ? middleOf(label) : null,
    });
  }
  return {
    places: new Map((laid.children ?? []).map(({ id, x = 0, y = 0 }) => [id, { x, y }])),
    routes,
  };
}
