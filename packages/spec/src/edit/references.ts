import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { renameInCel } from './rename-in-cel.ts';
import type { Step } from './step.ts';
import { isList, isMapping, valueAt } from './value.ts';

interface Reference {
  path: Path;
  name: string;
}

function* itemsAt(root: JsonValue, path: Path): Generator<[JsonValue, Path]> {
  const value = valueAt(root, path);
  if (isList(value)) for (const [index, item] of value.entries()) yield [item, [...path, index]];
  else if (isMapping(value)) for (const [key, item] of Object.entries(value)) yield [item, [...path, key]];
}

function* textAt(root: JsonValue, path: Path): Generator<Reference> {
  const name = valueAt(root, path);
  if (typeof name === 'string') yield { path, name };
}

function* textsAt(root: JsonValue, path: Path): Generator<Reference> {
  for (const [, place] of itemsAt(root, path)) yield* textAt(root, place);
}

/** Every place that names an agent. */
export function* agentNames(root: JsonValue): Generator<Reference> {
  for (const role of ['default', 'merge', 'supervisor', 'planner', 'executor', 'persistence']) {
    yield* textAt(root, [role]);
  }
  for (const [, path] of itemsAt(root, ['members'])) {
    yield* textAt(root, path);
    yield* textAt(root, [...path, 'agent']);
  }
  for (const [, path] of itemsAt(root, ['nodes'])) yield* textAt(root, [...path, 'agent']);
  for (const [, path] of itemsAt(root, ['tools'])) yield* textAt(root, [...path, 'agent']);
}

/** Where approvals stand: a list, or what silence means with a list in it. */
export function approvalsPath(root: JsonValue): Path {
  return isMapping(valueAt(root, ['approvals'])) ? ['approvals', 'tools'] : ['approvals'];
}

/** Every place that names a tool that the agent has. */
export function* toolNames(root: JsonValue): Generator<Reference> {
  yield* textsAt(root, approvalsPath(root));
  for (const [, path] of itemsAt(root, ['invariants'])) {
    const check = [...path, 'check'];
    for (const kind of ['requireTool', 'forbidTool']) yield* textAt(root, [...check, kind]);
    yield* textAt(root, [...check, 'maxCalls', 'tool']);
    yield* textsAt(root, [...check, 'toolOrder']);
  }
  for (const [, path] of itemsAt(root, ['tests'])) {
    for (const [, assertion] of itemsAt(root, [...path, 'expect'])) {
      for (const kind of ['toolUsed', 'toolNotUsed']) yield* textAt(root, [...assertion, kind]);
    }
  }
}

/** Every CEL expression. */
function* expressions(root: JsonValue): Generator<Reference> {
  for (const [, path] of itemsAt(root, ['invariants'])) yield* textAt(root, [...path, 'check', 'cel']);
  for (const [, path] of itemsAt(root, ['edges'])) yield* textAt(root, [...path, 'when']);
  for (const [, path] of itemsAt(root, ['tests'])) {
    for (const [, assertion] of itemsAt(root, [...path, 'expect']))
      yield* textAt(root, [...assertion, 'cel']);
  }
}

/** Steps that give every reference to `from` its new name. */
export function renameReferences(references: Iterable<Reference>, from: string, to: string): Step[] {
  return [...references].flatMap(({ path, name }): Step[] =>
    name === from ? [{ do: 'put', path, value: to }] : [],
  );
}

export function renameInExpressions(root: JsonValue, variable: string, from: string, to: string): Step[] {
  return [...expressions(root)].flatMap(({ path, name }): Step[] => {
    const value = renameInCel(name, variable, from, to);
    return value === name ? [] : [{ do: 'put', path, value }];
  });
}
