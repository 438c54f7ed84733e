import { placeName } from '../step-look.ts';
import type { StepOf, Story } from '../story.ts';
import { visitsAround } from '../story-tree.ts';
import { routerPlace, type ShapeEdge, type ShapeNode, type TeamShape } from './team-shape.ts';

export type NodeState = 'open' | 'passed' | 'waiting' | StepOf<'member'>['state'];

export interface GraphNode extends ShapeNode {
  /** `open`: nobody has been there; `passed`: went through without work of its own. */
  state: NodeState;
  visits: number;
  /** The step of its newest visit; null before one. */
  step: number | null;
}

export interface GraphEdge extends ShapeEdge {
  /** How often work went this way. */
  taken: number;
}

export interface RunGraph {
  nodes: readonly GraphNode[];
  edges: readonly GraphEdge[];
}

/** A team that has not run: its shape with nothing visited. */
export function unvisited({ nodes, edges }: TeamShape): RunGraph {
  return {
    nodes: nodes.map((node) => ({ ...node, state: 'open', visits: 0, step: null })),
    edges: edges.map((edge) => ({ ...edge, taken: 0 })),
  };
}

/** Not the start of a team: an agent that called others as tools. */
export const callerLabel = 'Agent';

/** The run's own agent, where the members are agents that it called as tools. */
const caller: GraphNode = {
  id: 'START',
  kind: 'start',
  label: callerLabel,
  agent: null,
  state: 'passed',
  visits: 0,
  step: null,
};

/**
 * A team's shape with what a run did in it; members that the shape does not know (of teams inside, agents as tools) hang
 * on the one that called them. Events name who works, not which way work came: a way counts as taken if it leads from
 * those who worked right before. Null where no member has a part in the run.
 */
export function runGraph(shape: TeamShape | null, { steps }: Story): RunGraph | null {
  const nodes = new Map<string, GraphNode>();
  const edges = new Map<string, GraphEdge>();
  const base = shape === null ? null : unvisited(shape);
  for (const node of base?.nodes ?? []) nodes.set(node.id, node);
  for (const edge of base?.edges ?? []) edges.set(keyOf(edge.from, edge.to), merged(edges, edge));

  /** Those who ended in the round before, and in this one. */
  let before: string[] = ['START'];
  let ended: string[] = [];
  const asking = new Set<number | null>();
  for (const question of steps) {
    if (question.kind !== 'approval' || question.asked.state !== 'pending') continue;
    asking.add(question.within);
    for (const { key } of visitsAround(steps, question)) asking.add(key);
  }
  const last = steps.at(-1);
  const outcome = last?.kind === 'finished' ? last.outcome : null;

  for (const { step, begins } of turns(steps)) {
    const nested = step.member.includes('/');
    if (!begins) {
      if (!nested) ended.push(step.member);
      continue;
    }
    const parent = nested ? step.member.slice(0, step.member.lastIndexOf('/')) : null;
    const known = nodes.get(step.member);
    nodes.set(step.member, {
      ...(known ?? { id: step.member, kind: 'member', label: placeName(step.member), agent: nameOf(step) }),
      state: stateOf(step, asking, outcome !== null),
      visits: (known?.visits ?? 0) + (step.state === 'skipped' ? 0 : 1),
      step: step.key,
    });
    if (step.state === 'skipped') continue;
    if (parent !== null) {
      take(parent, step.member, true);
      continue;
    }
    if (ended.length > 0) {
      before = ended;
      ended = [];
    }
    if (base === null) {
      nodes.set('START', caller);
      take('START', step.member, true);
      continue;
    }
    const came = before.filter((from) => take(from, step.member, false));
    if (came.length === 0) passRouter(step.member);
  }
  if (nodes.size === 0) return null;
  if (base !== null) {
    const begun = steps.some((step) => step.kind === 'started');
    mark('START', begun ? 'passed' : 'open');
    if (outcome?.status === 'succeeded') {
      mark('END', 'passed');
      for (const from of ended.length > 0 ? ended : before) take(from, 'END', false);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };

  function take(from: string, to: string, make: boolean): boolean {
    const key = keyOf(from, to);
    const edge = edges.get(key) ?? (make ? { from, to, when: null, taken: 0 } : undefined);
    if (edge === undefined) return false;
    edges.set(key, { ...edge, taken: edge.taken + 1 });
    return true;
  }

  /** Keywords choose without a model, so nobody is seen at the router's place. */
  function passRouter(to: string): void {
    if (!edges.has(keyOf(routerPlace, to)) || nodes.get(routerPlace)?.visits !== 0) return;
    mark(routerPlace, 'passed');
    take('START', routerPlace, false);
    take(routerPlace, to, false);
  }

  function mark(id: string, state: NodeState): void {
    const node = nodes.get(id);
    if (node !== undefined) nodes.set(id, { ...node, state });
  }
}

/** Beginnings and ends of visits in the order in which they happened. */
function turns(steps: Story['steps']): readonly { step: StepOf<'member'>; begins: boolean }[] {
  const visits = steps.filter((step) => step.kind === 'member');
  const begun = visits.map((step) => ({ step, begins: true, order: step.key }));
  const over = visits.flatMap((step) =>
    step.endedSeq === null ? [] : [{ step, begins: false, order: step.endedSeq }],
  );
  return [...begun, ...over].sort((a, b) => a.order - b.order);
}

function stateOf(step: StepOf<'member'>, asking: ReadonlySet<number | null>, over: boolean): NodeState {
  if (step.state !== 'started') return step.state;
  if (over) return 'passed';
  return asking.has(step.key) ? 'waiting' : 'started';
}

function nameOf({ member, agent }: StepOf<'member'>): string | null {
  return placeName(member) === agent ? null : agent;
}

/** Two edges between the same nodes are drawn as one, under both conditions. */
function merged(edges: ReadonlyMap<string, GraphEdge>, edge: GraphEdge): GraphEdge {
  const same = edges.get(keyOf(edge.from, edge.to));
  if (same === undefined) return edge;
  const when = same.when === null || edge.when === null ? null : `${same.when}; or ${edge.when}`;
  return { ...edge, when };
}

function keyOf(from: string, to: string): string {
  return JSON.stringify([from, to]);
}
