import type { JsonValue } from '../json-schema.ts';
import type { Path, Span } from '../text/reporter.ts';
import { diffValues } from './diff-values.ts';
import { EditRefusal } from './edit-problem.ts';
import { pathText } from './path-text.ts';
import type { Step } from './step.ts';
import { checkedValue, checkKey, isForeign, isList, isMapping, valueAt } from './value.ts';

export function unsupported(path: Path, span?: Span): EditRefusal {
  const message = `${pathText(path)} has an anchor, alias or tag, which are not part of the language; write it out in the text.`;
  return new EditRefusal('unsupported_place', message, path, span);
}

/** Steps that make `value` stand at `path`, with the mappings on the way. */
export function setAt(root: JsonValue, path: Path, given: unknown): Step[] {
  const value = checkedValue(given, path);
  const old = valueAt(root, path);
  if (old !== undefined) return diffValues(path, old, value);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const holder = valueAt(root, path.slice(0, depth));
    const key = path[depth];
    if (holder === undefined || key === undefined) continue;
    const rest = wrap(path.slice(depth + 1), value);
    if (isMapping(holder) && typeof key === 'string') {
      checkKey(key, path);
      return [{ do: 'put', path: path.slice(0, depth + 1), value: rest }];
    }
    if (isList(holder) && key === holder.length) {
      return [{ do: 'insert', path: path.slice(0, depth), index: key, value: rest }];
    }
    if (holder === null && depth > 0) {
      return [{ do: 'put', path: path.slice(0, depth), value: wrap(path.slice(depth), value) }];
    }
    throw new EditRefusal('wrong_place', `${pathText(path.slice(0, depth))} takes no "${key}".`, path);
  }
  throw new EditRefusal('wrong_place', 'The whole spec cannot be set; set its keys.', path);
}

function wrap(path: Path, value: JsonValue): JsonValue {
  return path.toReversed().reduce<JsonValue>((inner, key) => {
    if (typeof key === 'number') {
      if (key === 0) return [inner];
      throw new EditRefusal('no_such_place', `There is no list with ${key} items before.`, path);
    }
    checkKey(key, path);
    return { [key]: inner };
  }, value);
}

export function removeAt(root: JsonValue, path: Path): Step[] {
  if (path.length === 0 || valueAt(root, path) === undefined) {
    throw new EditRefusal('no_such_place', `There is no ${pathText(path)} here.`, path);
  }
  return [{ do: 'remove', path }];
}

/** The same, where nothing to remove is as good. */
export function dropAt(root: JsonValue, path: Path): Step[] {
  return valueAt(root, path) === undefined ? [] : removeAt(root, path);
}

/** A list and its items; none where it is left out or empty. */
export function listAt(root: JsonValue, path: Path): readonly JsonValue[] {
  const value = valueAt(root, path);
  if (value === undefined || value === null) return [];
  if (isList(value)) return value;
  if (isForeign(value)) throw unsupported(path);
  throw new EditRefusal('wrong_place', `${pathText(path)} is no list.`, path);
}

export function insertAt(root: JsonValue, path: Path, given: unknown, index?: number): Step[] {
  const list = listAt(root, path);
  const at = index ?? list.length;
  if (!Number.isInteger(at) || at < 0 || at > list.length) {
    throw new EditRefusal('no_such_place', `${pathText(path)} has ${list.length} items, not ${at}.`, path);
  }
  const value = checkedValue(given, [...path, at]);
  return isList(valueAt(root, path))
    ? [{ do: 'insert', path, index: at, value }]
    : setAt(root, path, [value]);
}

export function moveAt(root: JsonValue, path: Path, from: number, to: number): Step[] {
  const list = listAt(root, path);
  for (const index of [from, to]) {
    if (list[index] === undefined) {
      throw new EditRefusal('no_such_place', `${pathText(path)} has no item ${index}.`, [...path, index]);
    }
  }
  return from === to ? [] : [{ do: 'move', path, from, to }];
}

/** The index of the item whose `key` is `name`. */
export function namedAt(root: JsonValue, path: Path, key: string, name: string): number {
  const index = listAt(root, path).findIndex((item) => isMapping(item) && item[key] === name);
  if (index !== -1) return index;
  throw new EditRefusal('no_such_place', `There is no "${name}" in ${pathText(path)}.`, path);
}

/** Refuses a name that an item of the list has already. */
export function assertFree(root: JsonValue, path: Path, key: string, name: unknown): void {
  const taken = listAt(root, path).some((item) => isMapping(item) && item[key] === name);
  if (!taken || typeof name !== 'string') return;
  throw new EditRefusal('already_there', `There is a "${name}" in ${pathText(path)} already.`, path);
}
