import type { JsonValue } from '../json-schema.ts';
import { EditRefusal } from './edit-problem.ts';
import type { SpecOperation } from './operation.ts';
import { insertAt, listAt, removeAt, setAt } from './plan.ts';
import { renameInExpressions, renameReferences } from './references.ts';
import type { Step } from './step.ts';
import { checkKey, isMapping, valueAt } from './value.ts';

function patternOf(root: JsonValue): JsonValue | undefined {
  return valueAt(root, ['pattern']);
}

function assertGraph(root: JsonValue): void {
  if (patternOf(root) === 'graph') return;
  throw new EditRefusal('wrong_kind', 'Only teams with "pattern: graph" have nodes and edges.', ['pattern']);
}

export function assertMembers(root: JsonValue): void {
  const pattern = patternOf(root);
  if (pattern !== 'graph' && pattern !== 'plan-execute') return;
  const message = `A team with "pattern: ${pattern}" has no list of members.`;
  throw new EditRefusal('wrong_kind', message, ['pattern']);
}

export function removeMember(root: JsonValue, agent: string): Step[] {
  const members = listAt(root, ['members']);
  const index = members.findIndex((each) => each === agent || (isMapping(each) && each.agent === agent));
  if (index === -1) throw new EditRefusal('no_such_place', `"${agent}" is no member.`, ['members']);
  return removeAt(root, ['members', index]);
}

export function addNode(root: JsonValue, name: string, agent: string): Step[] {
  assertGraph(root);
  assertNoNode(root, name);
  return setAt(root, ['nodes', name], { agent });
}

function assertNoNode(root: JsonValue, name: string): void {
  checkKey(name, ['nodes', name]);
  if (valueAt(root, ['nodes', name]) === undefined && name !== 'START' && name !== 'END') return;
  throw new EditRefusal('already_there', `There is a node "${name}" already.`, ['nodes', name]);
}

export function removeNode(root: JsonValue, name: string): Step[] {
  assertGraph(root);
  const edges = listAt(root, ['edges']);
  const touched = edges.flatMap((edge, index) =>
    isMapping(edge) && (edge.from === name || edge.to === name) ? [index] : [],
  );
  return [
    ...removeAt(root, ['nodes', name]),
    ...touched.toReversed().map((index): Step => ({ do: 'remove', path: ['edges', index] })),
  ];
}

export function renameNode(root: JsonValue, name: string, to: string): Step[] {
  assertGraph(root);
  if (name === to) return [];
  if (valueAt(root, ['nodes', name]) === undefined) {
    throw new EditRefusal('no_such_place', `There is no node "${name}".`, ['nodes', name]);
  }
  assertNoNode(root, to);
  const ends = listAt(root, ['edges']).flatMap((edge, index) =>
    ['from', 'to'].flatMap((side) => {
      const end = isMapping(edge) ? edge[side] : undefined;
      return typeof end === 'string' ? [{ path: ['edges', index, side], name: end }] : [];
    }),
  );
  return [
    ...renameReferences(ends, name, to),
    ...renameInExpressions(root, 'state', name, to),
    { do: 'rename', path: ['nodes', name], to },
  ];
}

export function connect(
  root: JsonValue,
  { from, to, when, atMost }: Extract<SpecOperation, { type: 'connect' }>,
): Step[] {
  assertGraph(root);
  const isThere = edgesBetween(root, from, to).some(({ condition }) => condition === (when ?? null));
  if (isThere) {
    throw new EditRefusal('already_there', `There is this edge from ${from} to ${to} already.`, ['edges']);
  }
  return insertAt(root, ['edges'], { from, to, when, atMost });
}

export function disconnect(root: JsonValue, from: string, to: string, when?: string | null): Step[] {
  assertGraph(root);
  const between = edgesBetween(root, from, to);
  const found = when === undefined ? between : between.filter(({ condition }) => condition === when);
  const [edge] = found;
  if (edge === undefined) {
    throw new EditRefusal('no_such_place', `There is no such edge from ${from} to ${to}.`, ['edges']);
  }
  if (found.length > 1) {
    const message = `There are ${found.length} edges from ${from} to ${to}; say which by its condition.`;
    throw new EditRefusal('wrong_place', message, ['edges', edge.index]);
  }
  return removeAt(root, ['edges', edge.index]);
}

function edgesBetween(root: JsonValue, from: string, to: string) {
  return listAt(root, ['edges']).flatMap((edge, index) =>
    isMapping(edge) && edge.from === from && edge.to === to ? [{ index, condition: edge.when ?? null }] : [],
  );
}
