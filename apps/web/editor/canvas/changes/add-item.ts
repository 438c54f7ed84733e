import type { SpecOperation } from '@agent-factory/spec';
import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import type { CanvasChange, Refusal } from './change.ts';

/** What the palette offers. */
export type PaletteItem =
  /** A tool that comes with the product, or a group of them. */
  | { type: 'tool'; name: string }
  /** An agent: as a tool of an agent, as a member or a node of a team. */
  | { type: 'agent'; name: string }
  /** A person who is asked before each call of a tool. */
  | { type: 'approval'; tool: string };

/** Adds an item, after `beside` where the pattern has an order or ways. */
export function addItem(
  graph: CanvasGraph,
  item: PaletteItem,
  beside: CanvasNode | null,
): CanvasChange | Refusal {
  if (graph.kind === 'Agent') return addToAgent(item);
  if (item.type !== 'agent') return { refused: 'A team has agents; tools belong to its members.' };
  const { name } = item;
  switch (graph.pattern) {
    case 'graph':
      return addGraphNode(graph, name, beside);
    case 'plan-execute':
      return addRole(graph, name);
    default:
      return addMember(graph, name, beside);
  }
}

function addToAgent(item: PaletteItem): CanvasChange {
  switch (item.type) {
    case 'tool':
      return {
        operations: [{ type: 'addTool', tool: item.name }],
        says: `Added the tool ${item.name}.`,
        focus: `tool:${item.name}`,
      };
    case 'agent':
      return {
        operations: [{ type: 'addTool', tool: { agent: item.name } }],
        says: `Added ${item.name} as a tool.`,
        focus: `tool:agent:${item.name}`,
      };
    case 'approval':
      return {
        operations: [{ type: 'addApproval', tool: item.tool }],
        says: `Calls of ${item.tool} wait for a person now.`,
        focus: `approval:${item.tool}`,
      };
  }
}

function addMember(
  { nodes, pattern }: CanvasGraph,
  agent: string,
  beside: CanvasNode | null,
): CanvasChange | Refusal {
  const members = nodes.filter(({ role }) => role === 'member');
  const same = members.filter((node) => node.agent === agent).length;
  if (same > 0 && pattern !== 'sequence') return { refused: `${agent} is a member already.` };
  // Behind the one beside it, in front of all behind the start, else at the end.
  const after =
    pattern !== 'sequence'
      ? null
      : beside?.kind === 'start'
        ? -1
        : beside === null
          ? null
          : memberIndex(beside);
  const operation: SpecOperation = {
    type: 'addMember',
    member: { agent },
    ...(after === null ? {} : { index: after + 1 }),
  };
  // Of twins the later ones bear a number, in the order of the text.
  const before = members.filter(
    (node) => node.agent === agent && (memberIndex(node) ?? 0) <= (after ?? members.length),
  );
  const place = before.length === 0 ? '' : `#${before.length + 1}`;
  return { operations: [operation], says: `Added ${agent}.`, focus: `member:${agent}${place}` };
}

/** Where a member stands in the list; null for what is no part of it. */
export function memberIndex({ path }: CanvasNode): number | null {
  const index = path?.[0] === 'members' ? path[1] : undefined;
  return typeof index === 'number' ? index : null;
}

function addRole({ nodes }: CanvasGraph, agent: string): CanvasChange | Refusal {
  const open = ['planner', 'executor', 'persistence'].find(
    (role) => !nodes.some((node) => node.role === role),
  );
  if (open === undefined)
    return {
      refused:
        'This team has a planner, an executor and who keeps what was made; rename one of them instead.',
    };
  return {
    operations: [{ type: 'set', path: [open], value: agent }],
    says: `${agent} is the ${open} now.`,
    focus: open,
  };
}

function addGraphNode({ nodes }: CanvasGraph, agent: string, beside: CanvasNode | null): CanvasChange {
  const taken = new Set(nodes.filter(({ role }) => role === 'node').map(({ label }) => label));
  const name = freeName(agent, taken);
  const from = beside === null ? null : endName(beside);
  return {
    operations: [
      { type: 'addNode', name, agent },
      ...(from === null || from === 'END' ? [] : [{ type: 'connect', from, to: name } as const]),
    ],
    says: from === null || from === 'END' ? `Added ${name}.` : `Added ${name} after ${from}.`,
    focus: `node:${name}`,
  };
}

/** What an edge calls a node; null for what edges cannot name. */
export function endName({ kind, role, label }: CanvasNode): string | null {
  if (kind === 'start') return 'START';
  if (kind === 'end') return 'END';
  return role === 'node' ? label : null;
}

/** Node names are letters, digits and "_", a letter first: expressions read them as `state.name`. */
export function freeName(wanted: string, taken: ReadonlySet<string>): string {
  const word = wanted.replaceAll(/[^A-Za-z0-9_]+/g, '_').replace(/^[^A-Za-z]+/, '');
  const base = word === '' || word === 'START' || word === 'END' ? 'node' : word.slice(0, 58);
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}_${count}`)) count += 1;
  return `${base}_${count}`;
}
