'use client';

import { useReactFlow } from '@xyflow/react';
import { useCanvasStore } from './canvas-context.ts';

/** Brings a node or an edge into the middle and gives it the focus. */
export function useGoTo(): (id: string) => void {
  const flow = useReactFlow();
  const store = useCanvasStore();
  return (id) => {
    const { graph, focus } = store.getState();
    const edge = graph.edges.find((each) => each.id === id);
    const ends = edge ? [edge.source, edge.target] : [id];
    const boxes = ends.flatMap((each) => {
      const node = flow.getNode(each);
      return node
        ? [{ x: node.position.x + (node.width ?? 0) / 2, y: node.position.y + (node.height ?? 0) / 2 }]
        : [];
    });
    if (boxes.length > 0) {
      const x = boxes.reduce((sum, box) => sum + box.x, 0) / boxes.length;
      const y = boxes.reduce((sum, box) => sum + box.y, 0) / boxes.length;
      void flow.setCenter(x, y, { zoom: Math.max(flow.getZoom(), 0.8) });
    }
    focus(id);
  };
}
