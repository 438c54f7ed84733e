import type { JsonValue } from '../json-schema.ts';
import type { Path } from '../text/reporter.ts';
import { EditRefusal } from './edit-problem.ts';

export type Mapping = { readonly [key: string]: JsonValue };

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

export function isMapping(value: JsonValue | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What `valueOfNode` makes of an alias, or of what has an anchor or a tag. */
export function isForeign(value: JsonValue): boolean {
  return isMapping(value) && Object.hasOwn(value, '\0');
}

/** The value at a path; undefined where there is none. */
export function valueAt(root: JsonValue | undefined, path: Path): JsonValue | undefined {
  let value = root;
  for (const part of path) {
    if (isList(value) && typeof part === 'number') value = value[part];
    else if (isMapping(value) && typeof part === 'string' && Object.hasOwn(value, part)) value = value[part];
    else return undefined;
  }
  return value;
}

/** The same meaning: the order of keys and the sign of zero say nothing. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b || Object.is(a, b)) return true;
  if (isList(a) && isList(b)) {
    return a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isMapping(a) || !isMapping(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

const maxDepth = 32;

/** Refuses what no spec can hold: no JSON, too deep, `__proto__`. What is undefined in an object is left out. */
export function checkedValue(value: unknown, path: Path, depth = 0): JsonValue {
  if (depth > maxDepth) {
    throw new EditRefusal('invalid_value', `The value is nested deeper than ${maxDepth} levels.`, path);
  }
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value)) {
        throw new EditRefusal('invalid_value', 'Numbers must be finite.', path);
      }
      return value === 0 ? 0 : value;
    case 'object': {
      if (value === null) return null;
      if (Array.isArray(value)) return value.map((item) => checkedValue(item, path, depth + 1));
      const entries = Object.entries(value).filter(([, item]) => item !== undefined);
      for (const [key] of entries) checkKey(key, path);
      return Object.fromEntries(entries.map(([key, item]) => [key, checkedValue(item, path, depth + 1)]));
    }
    default:
      throw new EditRefusal('invalid_value', `A spec cannot hold a ${typeof value}.`, path);
  }
}

export function checkKey(key: string, path: Path): void {
  if (key === '__proto__' || key.startsWith('\0')) {
    throw new EditRefusal('invalid_value', `The key "${key}" is not allowed.`, path);
  }
}
