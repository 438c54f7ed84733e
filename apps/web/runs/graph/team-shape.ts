import type { TeamSpec } from '@agent-factory/spec';

/** A place in a team's graph. `id` is the path that its events name (`boss/writer`), or `START`, `END`. */
export interface ShapeNode {
  id: string;
  kind: 'start' | 'end' | 'choice' | 'member';
  label: string;
  /** The agent that works there, where it is called something else. */
  agent: string | null;
}

export interface ShapeEdge {
  from: string;
  to: string;
  /** When it is taken, in the words of the spec; null for always. */
  when: string | null;
}

/** Who may work after whom, before anybody has. */
export interface TeamShape {
  nodes: readonly ShapeNode[];
  edges: readonly ShapeEdge[];
}

/** Where a router's own question stands in a run; the events call it so. */
export const routerPlace = '@router';

const start: ShapeNode = { id: 'START', kind: 'start', label: 'Start', agent: null };
const end: ShapeNode = { id: 'END', kind: 'end', label: 'End', agent: null };

/** A team as a graph, whatever its pattern. */
export function teamShape(spec: TeamSpec): TeamShape {
  switch (spec.pattern) {
    case 'router': {
      const names = unique([...spec.members.map(({ agent }) => agent), spec.default]);
      return shape(
        [
          { id: routerPlace, kind: 'choice', label: 'Router', agent: null },
          ...names.map((name) => member(name)),
        ],
        [
          edge('START', routerPlace),
          ...names.map((name) => edge(routerPlace, name)),
          ...names.map((name) => edge(name, 'END')),
        ],
      );
    }
    case 'sequence': {
      const names = unique(spec.members.map(({ agent }) => agent));
      const way = ['START', ...spec.members.map(({ agent }) => agent), 'END'];
      return shape(
        names.map((name) => member(name)),
        way.slice(1).map((to, index) => edge(way[index] ?? to, to)),
      );
    }
    case 'parallel': {
      const names = unique(spec.members.map(({ agent }) => agent));
      const after = spec.merge ?? 'END';
      return shape(
        unique([...names, ...(spec.merge === undefined ? [] : [spec.merge])]).map((name) => member(name)),
        [
          ...names.map((name) => edge('START', name)),
          ...names.map((name) => edge(name, after)),
          ...(spec.merge === undefined ? [] : [edge(spec.merge, 'END')]),
        ],
      );
    }
    case 'supervisor': {
      const names = unique(spec.members.map(({ agent }) => agent));
      const below = (name: string) => `${spec.supervisor}/${name}`;
      return shape(
        [member(spec.supervisor), ...names.map((name) => member(below(name), name))],
        [
          edge('START', spec.supervisor),
          ...names.map((name) => edge(spec.supervisor, below(name))),
          edge(spec.supervisor, 'END'),
        ],
      );
    }
    case 'plan-execute': {
      const { planner, executor, persistence } = spec;
      return shape(
        unique([planner, executor, ...(persistence === undefined ? [] : [persistence])]).map((name) =>
          member(name),
        ),
        [
          edge('START', planner),
          edge(planner, executor),
          edge(executor, executor, 'the next task'),
          edge(executor, planner, 'the plan is given up'),
          ...(persistence === undefined
            ? [edge(executor, 'END')]
            : [edge(executor, persistence), edge(persistence, 'END')]),
        ],
      );
    }
    case 'graph':
      return shape(
        Object.entries(spec.nodes).map(([name, { agent }]) => member(name, name, agent)),
        spec.edges.map(({ from, to, when, atMost }) => {
          const times = atMost === undefined ? null : `at most ${atMost} times`;
          const words = [when === undefined ? null : `when ${when}`, times].filter((part) => part !== null);
          return edge(from, to, words.length === 0 ? null : words.join(', '));
        }),
      );
  }
}

function shape(members: readonly ShapeNode[], edges: readonly ShapeEdge[]): TeamShape {
  return { nodes: [start, ...members, end], edges };
}

function member(id: string, label = id, agent = label): ShapeNode {
  return { id, kind: 'member', label, agent: agent === label ? null : agent };
}

function edge(from: string, to: string, when: string | null = null): ShapeEdge {
  return { from, to, when };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
