import type { JsonValue, TeamSpec } from '@agent-factory/spec';
import { failed } from '../run/run-state.ts';
import { offersOf } from './member-input.ts';
import { type CompiledEdge, compileEdges, type DueNode, nextNodes } from './next-nodes.ts';
import { endedBy, type Pattern } from './pattern.ts';
import { withAnswers } from './with-answers.ts';

type GraphSpec = Extract<TeamSpec, { pattern: 'graph' }>;
interface GraphWork {
  /** Null before START was left. */
  due: readonly DueNode[] | null;
  /** What each node made last: the `state` of the conditions. */
  state: Readonly<Record<string, JsonValue>>;
  visits: Readonly<Record<string, number>>;
  /** Uses of each edge, by its place in the spec. */
  taken: readonly number[];
  /** Nodes from which END was reached. */
  ended: readonly string[];
}

/**
 * Nodes work in rounds: all that are due at once, then the edges of all of them are judged over what is known by then.
 * The run ends when no node is due; its answer is that of the node that led to END, or of each that did, by name.
 */
export function graph({ nodes, edges: written }: GraphSpec): Pattern<GraphWork> {
  const edges = compileEdges(written);
  return {
    begin: { due: null, state: {}, visits: {}, taken: [], ended: [] },
    async turn(work, { input, together, skip }) {
      if (work.due === null) {
        const next = nextNodes(edges, ['START'], work.taken, { input, state: {} });
        if (!next.ok) return { result: failed({ code: 'invalid_input', message: next.problem }) };
        // The way leads straight to END: there is nothing to be done with what was asked.
        if (next.due.length === 0) return { made: input };
        return { work: { ...work, due: next.due, taken: next.taken } };
      }
      const visits = { ...work.visits };
      const due = work.due.map((each) => {
        const visit = (visits[each.node] ?? 0) + 1;
        visits[each.node] = visit;
        return { ...each, visit, agent: nodes[each.node]?.agent ?? '' };
      });
      const outcomes = await together(
        due.map(({ node, agent, visit, by }) => ({
          name: node,
          agent,
          visit,
          offers: offersFor(input, work.state, by, edges),
          inThread: true,
          note: reasons(by, edges, work.taken),
        })),
      );
      for (const [place, outcome] of outcomes.entries()) {
        const node = due[place]?.node ?? '';
        if (outcome.status !== 'succeeded') return { result: endedBy(node, outcome) };
      }
      const made = due.map(({ node }, place) => [node, outcomes[place]?.output ?? null] as const);
      const state = { ...work.state, ...Object.fromEntries(made) };
      const names = due.map(({ node }) => node);
      const next = nextNodes(edges, names, work.taken, { input, state });
      if (!next.ok) {
        return {
          result: failed({ code: next.spent ? 'limit_exceeded' : 'invalid_output', message: next.problem }),
        };
      }
      const ended = [...new Set([...work.ended, ...next.ended])];
      if (next.due.length > 0) {
        return { work: { due: next.due, state, visits, taken: next.taken, ended } };
      }
      for (const [node, { agent }] of Object.entries(nodes)) {
        if (visits[node] === undefined) await skip({ name: node, agent }, 'no edge led to it');
      }
      return { made: answerOf(ended, state) };
    },
  };
}

function answerOf(ended: readonly string[], state: GraphWork['state']): JsonValue {
  const [only, ...others] = ended;
  if (only !== undefined && others.length === 0) return state[only] ?? null;
  return Object.fromEntries(ended.map((node) => [node, state[node] ?? null]));
}

/** The request with all that is known; else what the node before made, where its fields are just what is asked for. */
function offersFor(
  input: JsonValue,
  state: GraphWork['state'],
  by: readonly number[],
  edges: readonly CompiledEdge[],
): JsonValue[] {
  const [rich, ...plain] = withAnswers(input, 'state', state);
  const sources = new Set(by.map((index) => edges[index]?.from ?? 'START'));
  const [source] = sources;
  const before = sources.size === 1 && source !== undefined ? state[source] : undefined;
  const handed = before === undefined || typeof before === 'string' ? [] : offersOf(before).slice(0, 1);
  return [...(rich === undefined ? [] : [rich]), ...handed, ...plain];
}

/** Why a node works, in the words of the spec. */
function reasons(
  by: readonly number[],
  edges: readonly CompiledEdge[],
  taken: readonly number[],
): string | null {
  const parts = by.flatMap((index) => {
    const edge = edges[index];
    if (edge === undefined || edge.from === 'START') return [];
    const when = edge.when === undefined ? '' : ` when ${edge.when}`;
    const times = edge.atMost === undefined ? '' : ` (${taken[index] ?? 0} of ${edge.atMost})`;
    return [`after ${edge.from}${when}${times}`];
  });
  return parts.length === 0 ? null : parts.join('; ');
}
