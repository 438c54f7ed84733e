import type { CanvasEdge, CanvasNode } from '../canvas-graph.ts';
import { edgeLabel } from '../node-words.ts';

export interface Size {
  width: number;
  height: number;
}

const big: Size = { width: 216, height: 72 };
const small: Size = { width: 176, height: 48 };
const end: Size = { width: 56, height: 28 };

/** In px. They hang on what a node is, never on how long its words are: so nothing is measured before it is laid out. */
export function sizeOf({ kind }: CanvasNode): Size {
  switch (kind) {
    case 'agent':
    case 'member':
    case 'tool':
      return big;
    case 'router':
    case 'approval':
    case 'gate':
      return small;
    case 'start':
    case 'end':
      return end;
  }
}

/** Letters of an edge's label that show; the whole is in the inspector. */
export const shownLetters = 28;

/** The room that an edge's label takes; null without one. */
export function labelSize(edge: CanvasEdge): Size | null {
  const label = edgeLabel(edge);
  return label === null ? null : { width: Math.min(label.length, shownLetters) * 6.6 + 14, height: 20 };
}
