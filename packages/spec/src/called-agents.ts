import type { Spec } from './team-spec.ts';

/** Names of the agents that a spec calls: members of a team, agents as tools. In its order, each once. */
export function calledAgents(spec: Spec): string[] {
  return [...new Set(namesIn(spec))];
}

function namesIn(spec: Spec): string[] {
  if (spec.kind === 'Agent') {
    return spec.tools.flatMap((tool) => (tool.type === 'agent' ? [tool.name] : []));
  }
  switch (spec.pattern) {
    case 'router':
      return [...spec.members.map(({ agent }) => agent), spec.default];
    case 'sequence':
      return spec.members.map(({ agent }) => agent);
    case 'parallel':
      return [...spec.members.map(({ agent }) => agent), ...given(spec.merge)];
    case 'supervisor':
      return [spec.supervisor, ...spec.members.map(({ agent }) => agent)];
    case 'plan-execute':
      return [spec.planner, spec.executor, ...given(spec.persistence)];
    case 'graph':
      return Object.values(spec.nodes).map(({ agent }) => agent);
    default:
      return spec satisfies never;
  }
}

function given(name: string | undefined): string[] {
  return name === undefined ? [] : [name];
}
