'use client';

import { useEffect, useRef, useState } from 'react';
import type { CanvasGraph } from '../canvas-graph.ts';
import { anchored } from './anchored.ts';
import { elkGraph, placementOf } from './elk-graph.ts';
import { loadElk } from './load-elk.ts';
import { nowhere, type Placement } from './placement.ts';
import { quickLayout } from './quick-layout.ts';
import { labelSize, sizeOf } from './sizes.ts';

/** ELK takes 0.3 s for so many nodes and a second for 500 (decision 0428); past it the quick layout draws at once. */
const elkUpTo = 120;

/** How long ELK may take before the quick layout stands in: a worker that cannot be fetched must not leave an empty canvas. */
const patienceMs = 4_000;

/**
 * Where everything stands; null until that is known for the first time. `anchor` is a node that keeps its place when
 * others come and go. Only what there is and what leads where matters, so typing elsewhere moves nothing.
 */
export function usePlacement(graph: CanvasGraph | null, anchor: string | null): Placement | null {
  const [placement, setPlacement] = useState<Placement | null>(null);
  const latest = useRef({ graph, anchor, placement });
  useEffect(() => {
    latest.current = { graph, anchor, placement };
  });
  const form = graph === null ? null : formOf(graph);
  useEffect(() => {
    const { graph: drawn, placement: before } = latest.current;
    if (form === null || drawn === null) return;
    let isOver = false;
    const known = before?.places ?? nowhere.places;
    function settle(next: Placement): void {
      if (!isOver) setPlacement(anchored(next, known, latest.current.anchor));
      isOver = true;
    }
    if (drawn.nodes.length > elkUpTo) {
      settle(quickLayout(drawn));
      return;
    }
    const timer = setTimeout(() => settle(quickLayout(drawn)), patienceMs);
    loadElk()
      .then((elk) => elk.layout(elkGraph(drawn, known)))
      .then((laid) => settle(placementOf(laid)))
      .catch(() => settle(quickLayout(drawn)));
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [form]);
  return placement;
}

/** All that a layout hangs on, as text. */
function formOf({ nodes, edges }: CanvasGraph): string {
  return JSON.stringify([
    nodes.map((node) => [node.id, sizeOf(node).width]),
    edges.map((edge) => [edge.id, edge.source, edge.target, labelSize(edge)?.width ?? 0]),
  ]);
}
