import type { SpecGraph } from '@agent-factory/spec';
import type { CanvasEdge, CanvasNode } from './canvas-part.ts';

/** The gates of a call's two sides stand in one way: what goes out comes back by it. */
const gatesOfCalls = ['gate:tool_call', 'gate:tool_result'];

/**
 * Leads edges through the gates that stand in their way, and adds those between a gate and what it stands at. An edge
 * keeps its ends in the spec (`from`, `to`); where its line is drawn is `source` and `target`.
 */
export function passGates(
  kind: SpecGraph['kind'],
  nodes: readonly CanvasNode[],
  edges: readonly CanvasEdge[],
): readonly CanvasEdge[] {
  const there = new Set(nodes.filter((node) => node.kind === 'gate').map(({ id }) => id));
  if (there.size === 0) return edges;
  const added: CanvasEdge[] = [];
  function guard(from: string, to: string): void {
    const blank = { label: null, atMost: null, path: null, range: null, problems: [] };
    added.push({ ...blank, id: `guard:${from}>${to}`, kind: 'guards', from, to, source: from, target: to });
  }
  const way = (gates: readonly string[]) => gates.filter((gate) => there.has(gate));
  const [begin, end] = kind === 'Agent' ? ['agent', 'agent'] : ['start', 'end'];
  const atInput = way(['gate:input']);
  const atOutput = way(['gate:output']);
  const atCalls = kind === 'Agent' ? way(gatesOfCalls) : [];
  for (const gate of atInput) kind === 'Agent' ? guard(gate, begin) : guard(begin, gate);
  for (const gate of atOutput) kind === 'Agent' ? guard(end, gate) : guard(gate, end);
  if (kind === 'Agent' && there.has('gate:model_call')) guard('agent', 'gate:model_call');
  for (const [index, gate] of atCalls.entries()) guard(atCalls[index - 1] ?? 'agent', gate);
  return [
    ...added,
    ...edges.map((edge) => {
      if (kind === 'Agent') {
        const gate = edge.from === 'agent' ? atCalls.at(-1) : undefined;
        return gate === undefined ? edge : { ...edge, source: gate };
      }
      return {
        ...edge,
        source: edge.from === 'start' ? (atInput[0] ?? edge.source) : edge.source,
        target: edge.to === 'end' ? (atOutput[0] ?? edge.target) : edge.target,
      };
    }),
  ];
}
