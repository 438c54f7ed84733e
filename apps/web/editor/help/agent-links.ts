import type { Range } from '@agent-factory/contracts';
import { pathAt, placeOf, specContent } from '@agent-factory/spec';
import type { KnownNames } from './known-names.ts';

export interface AgentLink {
  range: Range;
  agentId: string;
  title: string;
}

const roles = ['default', 'merge', 'supervisor', 'planner', 'executor', 'persistence'] as const;

/** Every place of a text that names an agent of the team, for the way to its own page. */
export function agentLinks(text: string, { agents }: Pick<KnownNames, 'agents'>): AgentLink[] {
  const spec = specContent(text)?.value;
  if (spec === undefined || agents.length === 0) return [];
  const byName = new Map(agents.map((agent) => [agent.name, agent]));
  const links: AgentLink[] = [];
  const add = (name: unknown, path: readonly (string | number)[]) => {
    const agent = typeof name === 'string' ? byName.get(name) : undefined;
    const place = agent && placeOf(text, path);
    if (!agent || !place) return;
    // The value alone, at the end of what the place spans.
    const end = place.end;
    const start = { ...end, column: end.column - agent.name.length, offset: end.offset - agent.name.length };
    const isPlain =
      text.slice(start.offset, end.offset) === agent.name && pathAt(text, start.offset) !== null;
    if (isPlain) links.push({ range: { start, end }, agentId: agent.id, title: agent.title });
  };
  for (const role of roles) add(spec[role], [role]);
  for (const list of ['members', 'tools'] as const) {
    const items = spec[list];
    if (!Array.isArray(items)) continue;
    for (const [index, item] of items.entries()) {
      if (list === 'members') add(item, [list, index]);
      add(fieldOf(item), [list, index, 'agent']);
    }
  }
  const { nodes } = spec;
  if (typeof nodes === 'object' && nodes !== null && !Array.isArray(nodes)) {
    for (const [name, node] of Object.entries(nodes)) add(fieldOf(node), ['nodes', name, 'agent']);
  }
  return links;
}

function fieldOf(item: unknown): unknown {
  return typeof item === 'object' && item !== null && 'agent' in item ? item.agent : undefined;
}
