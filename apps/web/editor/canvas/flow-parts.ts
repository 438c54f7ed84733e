import { type Edge, type Node, Position } from '@xyflow/react';
import type { Point } from '../../runs/graph/lay-out.ts';
import type { CanvasEdge, CanvasGraph, CanvasNode } from './canvas-graph.ts';
import type { Placement, Route } from './layout/placement.ts';
import { sizeOf } from './layout/sizes.ts';
import type { Positions } from './positions.ts';

export type PartNode = Node<{ node: CanvasNode }, 'part'>;
export type FrameNode = Node<{ label: string }, 'frame'>;
export type FlowNode = PartNode | FrameNode;
/** `route` is null where somebody has moved an end of it: then it goes straight there. */
export type FlowEdge = Edge<{ edge: CanvasEdge; route: Route | null }, 'way'>;

/** Around the nodes of a group, with room for its name above. */
const framePad = 16;
const frameHead = 22;

export function placeOf(id: string, placement: Placement, positions: Positions): Point {
  return positions[id] ?? placement.places.get(id) ?? { x: 0, y: 0 };
}

/** Nodes for React Flow; one that has not changed is the very one of before. Sizes are known, so nothing is measured. */
export function flowNodes(
  graph: CanvasGraph,
  placement: Placement,
  positions: Positions,
  before: readonly FlowNode[],
): FlowNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const parts = graph.nodes.map((node): FlowNode => {
    const position = placeOf(node.id, placement, positions);
    const old = known.get(node.id);
    if (old?.type === 'part' && old.data.node === node && isSame(old.position, position)) return old;
    const size = sizeOf(node);
    const middle = size.height / 2;
    return {
      id: node.id,
      type: 'part',
      position,
      data: { node },
      ...size,
      handles: [
        { type: 'target', position: Position.Left, x: 0, y: middle, width: 1, height: 1 },
        { type: 'source', position: Position.Right, x: size.width, y: middle, width: 1, height: 1 },
      ],
    };
  });
  return [...framesOf(graph, placement, positions, known), ...parts];
}

function framesOf(
  { groups, nodes }: CanvasGraph,
  placement: Placement,
  positions: Positions,
  known: ReadonlyMap<string, FlowNode>,
): FlowNode[] {
  const sizes = new Map(nodes.map((node) => [node.id, sizeOf(node)]));
  return groups.map(({ id, label, nodes: inside }): FlowNode => {
    const boxes = inside.map((each) => {
      const { x, y } = placeOf(each, placement, positions);
      const { width, height } = sizes.get(each) ?? { width: 0, height: 0 };
      return { left: x, top: y, right: x + width, bottom: y + height };
    });
    const left = Math.min(...boxes.map((box) => box.left)) - framePad;
    const top = Math.min(...boxes.map((box) => box.top)) - framePad - frameHead;
    const width = Math.max(...boxes.map((box) => box.right)) + framePad - left;
    const height = Math.max(...boxes.map((box) => box.bottom)) + framePad - top;
    const old = known.get(id);
    const position = { x: left, y: top };
    if (old && isSame(old.position, position) && old.width === width && old.height === height) return old;
    return {
      id,
      type: 'frame',
      position,
      width,
      height,
      data: { label },
      zIndex: -1,
      draggable: false,
      selectable: false,
      connectable: false,
    };
  });
}

export function flowEdges(
  { edges }: CanvasGraph,
  placement: Placement,
  positions: Positions,
  before: readonly FlowEdge[],
): FlowEdge[] {
  const known = new Map(before.map((edge) => [edge.id, edge]));
  return edges.map((edge) => {
    const isMoved = edge.source in positions || edge.target in positions;
    const route = isMoved ? null : (placement.routes.get(edge.id) ?? null);
    const old = known.get(edge.id);
    if (old?.data?.edge === edge && old.data.route === route) return old;
    const { id, source, target } = edge;
    return {
      id,
      type: 'way',
      source,
      target,
      data: { edge, route },
      // What is drawn inside has a role and a name of its own.
      ariaRole: 'presentation',
      ariaLabel: unnamed(),
      domAttributes: { 'aria-roledescription': undefined },
    };
  });
}

function isSame(a: Point, b: Point): boolean {
  return a.x === b.x && a.y === b.y;
}

/** React Flow names an edge itself unless it is told null, which its types leave out. */
function unnamed(): string {
  return null as unknown as string;
}
