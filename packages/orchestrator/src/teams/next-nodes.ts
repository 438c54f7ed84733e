import {
  CelError,
  type CompiledCel,
  compileEdgeCel,
  type JsonValue,
  type TeamEdge,
} from '@agent-factory/spec';

/** An edge with its condition compiled, and its place in the spec, by which its uses are counted. */
export interface CompiledEdge extends TeamEdge {
  index: number;
  condition: CompiledCel<{ input: JsonValue; state: JsonValue }> | null;
}

export function compileEdges(edges: readonly TeamEdge[]): readonly CompiledEdge[] {
  return edges.map((edge, index) => ({
    ...edge,
    index,
    condition: edge.when === undefined ? null : compileEdgeCel(edge.when),
  }));
}

/** A node that works next, and the edges that led to it. */
export interface DueNode {
  node: string;
  by: readonly number[];
}

export type NextNodes =
  | { ok: true; due: readonly DueNode[]; taken: readonly number[]; ended: readonly string[] }
  /** A node from which nothing leads on; `spent`: an edge that would, had it not been taken as often as it may. */
  | { ok: false; node: string; problem: string; spent: boolean };

/**
 * Where the work goes after `finished` nodes (or START): every edge whose condition holds and that may still be taken.
 * A node that several edges reach at once works once. `taken` counts uses by edge; the counts that come back are new.
 */
export function nextNodes(
  edges: readonly CompiledEdge[],
  finished: readonly string[],
  taken: readonly number[],
  context: { input: JsonValue; state: JsonValue },
): NextNodes {
  const counts = edges.map(({ index }) => taken[index] ?? 0);
  const due = new Map<string, number[]>();
  const ended: string[] = [];
  for (const node of finished) {
    let goesOn = false;
    const spent: CompiledEdge[] = [];
    for (const edge of edges) {
      if (edge.from !== node) continue;
      let holds: boolean;
      try {
        holds = edge.condition?.evaluate(context) ?? true;
      } catch (error) {
        if (!(error instanceof CelError)) throw error;
        const problem = `The condition of the edge from ${node} to ${edge.to} (${edge.when ?? ''}) cannot be told: ${error.message}`;
        return { ok: false, node, problem, spent: false };
      }
      if (!holds) continue;
      const count = counts[edge.index] ?? 0;
      if (edge.atMost !== undefined && count >= edge.atMost) {
        spent.push(edge);
        continue;
      }
      counts[edge.index] = count + 1;
      goesOn = true;
      if (edge.to === 'END') ended.push(node);
      else due.set(edge.to, [...(due.get(edge.to) ?? []), edge.index]);
    }
    if (!goesOn) return { ok: false, node, problem: stuck(node, spent), spent: spent.length > 0 };
  }
  return { ok: true, due: [...due].map(([node, by]) => ({ node, by })), taken: counts, ended };
}

function stuck(node: string, spent: readonly CompiledEdge[]): string {
  const used = spent.map(
    ({ to, atMost }) => `the one to ${to} was taken ${atMost} times, which is its atMost`,
  );
  return used.length > 0
    ? `No edge leads on from ${node}: ${used.join('; ')}.`
    : `No edge leads on from ${node}: none of its conditions holds.`;
}
