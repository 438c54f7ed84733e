import type { SpecOperation } from '@agent-factory/spec';
import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import type { CanvasChange, Refusal } from './change.ts';

/** Moves a member or a tool one place on (1) or back (-1) in its list. */
export function moveNode(graph: CanvasGraph, node: CanvasNode, by: 1 | -1): CanvasChange | Refusal {
  const [list, from] = node.path ?? [];
  if ((list !== 'members' && list !== 'tools') || typeof from !== 'number') {
    return { refused: 'Only members and tools have an order.' };
  }
  const length = graph.nodes.filter(({ path }) => path?.[0] === list && path.length === 2).length;
  const to = from + by;
  if (to < 0) return { refused: `${node.label} is the first already.` };
  if (to >= length) return { refused: `${node.label} is the last already.` };
  const operation: SpecOperation =
    list === 'members' ? { type: 'moveMember', from, to } : { type: 'moveTool', from, to };
  return {
    operations: [operation],
    says: `${node.label} is number ${to + 1} of ${length} now.`,
    focus: node.id,
  };
}
