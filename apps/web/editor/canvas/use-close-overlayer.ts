'use client';

import { useCanvasStore } from './canvas-context.ts';

/** Closes what lies over the canvas and goes back to it, where the keys go on. */
export function useCloseOverlayer(): () => void {
  const store = useCanvasStore();
  return () => {
    const { focused, graph, focus } = store.getState();
    store.setState({ overlayer: null });
    const back = focused ?? graph.nodes[0]?.id;
    if (back !== undefined) focus(back, { keep: true });
  };
}
