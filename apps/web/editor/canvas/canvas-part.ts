import type { Diagnostic } from '@agent-factory/contracts';
import type { GraphEdge, GraphEdgeKind, GraphNode } from '@agent-factory/spec';

export interface CanvasNode extends GraphNode {
  /** What is wrong in what declares it. */
  problems: readonly Diagnostic[];
}

export interface CanvasEdge extends Omit<GraphEdge, 'kind'> {
  /** `guards`: leads into or out of a gate that the rules put there. */
  kind: GraphEdgeKind | 'guards';
  /** Where its line begins and ends: at a gate where one stands in the way of `from` and `to`. */
  source: string;
  target: string;
  problems: readonly Diagnostic[];
}
