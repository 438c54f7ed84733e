'use client';

import { ViewportPortal } from '@xyflow/react';
import { memo } from 'react';
import { pathThrough } from '../../runs/graph/path-through.ts';
import type { CanvasGraph } from './canvas-graph.ts';
import { type FlowEdge, placeOf } from './flow-parts.ts';
import type { Placement } from './layout/placement.ts';
import { sizeOf } from './layout/sizes.ts';
import type { Positions } from './positions.ts';

export interface FarWaysProps {
  graph: CanvasGraph;
  edges: readonly FlowEdge[];
  placement: Placement;
  positions: Positions;
}

/**
 * All ways in one stroke, for a big graph that is seen from afar: a drawing of its own for each of 500 ways takes twice
 * the time of a frame (decision 0429). What stands on them could not be read, and nobody could point at one.
 */
export const FarWays = memo(function FarWays({ graph, edges, placement, positions }: FarWaysProps) {
  const sizes = new Map(graph.nodes.map((node) => [node.id, sizeOf(node)]));
  const path = edges.map(({ source, target, data }) => {
    if (data?.route && data.route.points.length > 1) return pathThrough(data.route.points);
    const [from, to] = [placeOf(source, placement, positions), placeOf(target, placement, positions)];
    const [a, b] = [sizes.get(source), sizes.get(target)];
    return `M${from.x + (a?.width ?? 0)} ${from.y + (a?.height ?? 0) / 2}L${to.x} ${to.y + (b?.height ?? 0) / 2}`;
  });
  return (
    <ViewportPortal>
      <svg
        aria-hidden="true"
        className="pointer-events-none absolute top-0 left-0 -z-1 size-px overflow-visible"
      >
        <path d={path.join('')} fill="none" strokeWidth="2.5" className="stroke-border-strong" />
      </svg>
    </ViewportPortal>
  );
});
