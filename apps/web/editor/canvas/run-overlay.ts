import { type NodeState, runGraph } from '../../runs/graph/run-graph.ts';
import { routerPlace, type TeamShape } from '../../runs/graph/team-shape.ts';
import type { StepOf, Story } from '../../runs/story.ts';
import { groupByMember, groupOf } from '../../runs/story-tree.ts';
import type { CanvasGraph, CanvasNode } from './canvas-graph.ts';

/** A node's part in a run. */
export interface NodeRun {
  state: NodeState;
  visits: number;
  costNanoUsd: number;
  durationMs: number;
  /** The model that answered last. */
  model: string | null;
}

export interface RunOverlay {
  nodes: ReadonlyMap<string, NodeRun>;
  /** Ids of edges that work went by. */
  taken: ReadonlySet<string>;
}

/**
 * A run laid over a canvas. Events name members by their place in the run, the canvas by what declares them; a node that
 * the run's version did not have stays without. `team` is the shape of the spec that stands in the editor.
 */
export function runOverlay(graph: CanvasGraph, team: TeamShape | null, story: Story): RunOverlay {
  return graph.kind === 'Team' ? teamOverlay(graph, team, story) : agentOverlay(graph, story);
}

/** Where a run's events say that a node works; null for those that no event names. */
function placeOf(node: CanvasNode, { nodes, pattern }: CanvasGraph): string | null {
  switch (node.kind) {
    case 'start':
      return 'START';
    case 'end':
      return 'END';
    case 'router':
      return routerPlace;
    case 'member': {
      if (node.role === 'node') return node.label;
      const supervisor = nodes.find(({ role }) => role === 'supervisor');
      const isBelow = pattern === 'supervisor' && node.role === 'member' && supervisor !== undefined;
      return isBelow ? `${supervisor.label}/${node.label}` : node.label;
    }
    default:
      return null;
  }
}

function teamOverlay(graph: CanvasGraph, team: TeamShape | null, story: Story): RunOverlay {
  const nodes = new Map<string, NodeRun>();
  const taken = new Set<string>();
  const run = runGraph(team, story);
  if (run === null) return { nodes, taken };
  const states = new Map(run.nodes.map((node) => [node.id, node]));
  const groups = groupByMember(story.steps);
  const visits = Map.groupBy(
    story.steps.filter((step) => step.kind === 'member'),
    ({ member }) => member,
  );
  const places = new Map(graph.nodes.map((node) => [node.id, placeOf(node, graph)]));
  for (const { id } of graph.nodes) {
    const place = places.get(id) ?? null;
    const state = place === null ? undefined : states.get(place);
    if (place === null || state === undefined) continue;
    const own = visits.get(place) ?? [];
    nodes.set(id, {
      state: state.state,
      visits: state.visits,
      costNanoUsd: sum(own, ({ key }) => groupOf(groups, key)?.took.costNanoUsd ?? 0),
      durationMs: sum(own, lastedMs),
      model: modelIn(story, new Set(own.map(({ key }) => key))),
    });
  }
  const ways = new Set(
    run.edges.flatMap(({ from, to, taken: times }) => (times > 0 ? [`${from}\n${to}`] : [])),
  );
  for (const { id, from, to } of graph.edges) {
    if (ways.has(`${places.get(from)}\n${places.get(to)}`)) taken.add(id);
  }
  return { nodes, taken };
}

function agentOverlay(graph: CanvasGraph, { steps }: Story): RunOverlay {
  const nodes = new Map<string, NodeRun>();
  const taken = new Set<string>();
  if (steps.length === 0) return { nodes, taken };
  const last = steps.at(-1);
  const outcome = last?.kind === 'finished' ? last.outcome : null;
  const asks = steps.filter((step) => step.kind === 'approval');
  const isWaiting = outcome === null && asks.some(({ asked }) => asked.state === 'pending');
  const models = steps.filter((step) => step.kind === 'model');
  for (const node of graph.nodes) {
    const run = ((): NodeRun | null => {
      switch (node.kind) {
        case 'agent':
          return {
            state: outcome ? endOf(outcome.status) : isWaiting ? 'waiting' : 'started',
            visits: 1,
            costNanoUsd:
              outcome?.cost_nano_usd ?? sum(models, ({ finished }) => finished?.cost_nano_usd ?? 0),
            durationMs: betweenMs(steps[0]?.at, last?.at),
            model: models.findLast(({ finished }) => finished !== null)?.finished?.model ?? null,
          };
        case 'tool':
          return toolRun(node, steps);
        case 'approval': {
          const own = asks.filter(({ asked }) => asked.subject.name === node.label);
          const newest = own.at(-1);
          if (newest === undefined) return null;
          const { state } = newest.asked;
          const look: NodeState =
            state === 'pending'
              ? outcome
                ? 'passed'
                : 'waiting'
              : state === 'denied'
                ? 'refused'
                : 'succeeded';
          return { state: look, visits: own.length, costNanoUsd: 0, durationMs: 0, model: null };
        }
        case 'gate': {
          const gates = steps.flatMap((step) =>
            step.kind === 'gates' && step.boundary === node.label && step.within === null ? step.gates : [],
          );
          if (gates.length === 0) return null;
          const isClosed = gates.some(({ verdict, action }) => verdict !== 'passed' && action !== 'warn');
          const state = isClosed ? 'refused' : 'succeeded';
          return { state, visits: 1, costNanoUsd: 0, durationMs: 0, model: null };
        }
        default:
          return null;
      }
    })();
    if (run) nodes.set(node.id, run);
  }
  for (const { id, source, target } of graph.edges) if (nodes.has(source) && nodes.has(target)) taken.add(id);
  return { nodes, taken };
}

function toolRun(node: CanvasNode, steps: Story['steps']): NodeRun | null {
  const names = new Set(node.tools);
  const calls = steps.filter((step) => step.kind === 'tool').filter(({ name }) => names.has(name));
  const newest = calls.at(-1);
  if (newest === undefined) return null;
  const { finished, interrupted } = newest;
  const state: NodeState =
    finished === null
      ? interrupted
        ? 'passed'
        : 'started'
      : ({ ok: 'succeeded', error: 'failed', denied: 'refused' } as const)[finished.outcome];
  const groups = groupByMember(steps);
  const visits = steps.filter((step) => step.kind === 'member').filter(({ agent }) => agent === node.agent);
  return {
    state,
    visits: calls.length,
    costNanoUsd: sum(visits, ({ key }) => groupOf(groups, key)?.took.costNanoUsd ?? 0),
    durationMs: sum(calls, (call) => call.finished?.duration_ms ?? 0),
    model: null,
  };
}

function endOf(status: StepOf<'finished'>['outcome']['status']): NodeState {
  return status === 'cancelled' ? 'passed' : status;
}

function modelIn({ steps }: Story, visits: ReadonlySet<number>): string | null {
  const models = steps.filter((step) => step.kind === 'model');
  const own = models.filter(({ within }) => within !== null && visits.has(within));
  return own.findLast(({ finished }) => finished !== null)?.finished?.model ?? null;
}

function lastedMs({ at, endedAt }: StepOf<'member'>): number {
  return betweenMs(at, endedAt ?? undefined);
}

function betweenMs(from: string | undefined, to: string | undefined): number {
  return from === undefined || to === undefined ? 0 : Math.max(0, Date.parse(to) - Date.parse(from));
}

function sum<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
