import type { CanvasGraph, CanvasNode } from '../canvas-graph.ts';
import { titleOf } from '../node-words.ts';
import type { CanvasChange, Refusal } from './change.ts';

/** What stands in the field when a node is renamed; null for what has no name of its own. */
export function nameOf(node: CanvasNode): string | null {
  if (node.kind === 'agent' || node.kind === 'member') return node.label;
  return node.kind === 'tool' && node.source === 'agent' ? node.label : null;
}

/**
 * Gives a node another name: its own, or that of the agent that works there. `declaration` is how the spec says who:
 * `name` alone, or a mapping with `agent`.
 */
export function renameNode(
  graph: CanvasGraph,
  node: CanvasNode,
  wanted: string,
  declaration: 'name' | 'mapping',
): CanvasChange | Refusal {
  const to = wanted.trim();
  const old = nameOf(node);
  if (old === null) return { refused: `${titleOf(node)} has no name of its own.` };
  if (to === '') return { refused: 'A name needs a letter at least.' };
  if (to === old) return { operations: [], says: 'The name stays.', focus: node.id };
  if (node.kind === 'agent') {
    return {
      operations: [{ type: 'set', path: ['name'], value: to }],
      says: `The agent is called ${to} now.`,
      focus: node.id,
    };
  }
  if (node.role === 'node') {
    const id = `node:${to}`;
    return {
      operations: [{ type: 'renameNode', name: old, to }],
      says: `${old} is called ${to} now.`,
      focus: id,
      renamed: { from: node.id, to: id },
    };
  }
  const twins = graph.nodes.filter(({ agent }) => agent === old);
  // Of an agent that works at several places only the one that is renamed is another agent's now.
  if (twins.length > 1 && node.role === 'member' && node.path !== null) {
    const path = declaration === 'mapping' ? [...node.path, 'agent'] : node.path;
    return { operations: [{ type: 'set', path, value: to }], says: `${to} works here instead of ${old}.` };
  }
  const isNamed = node.id === `member:${old}` || node.id === `tool:agent:${old}`;
  const id = isNamed ? `${node.id.slice(0, -old.length)}${to}` : node.id;
  return {
    operations: [{ type: 'renameAgent', agent: old, to }],
    says: `${to} works here instead of ${old}.`,
    focus: id,
    ...(id === node.id ? {} : { renamed: { from: node.id, to: id } }),
  };
}
