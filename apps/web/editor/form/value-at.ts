import type { JsonValue } from '@agent-factory/spec';

export type Path = readonly (string | number)[];
export type Mapping = { readonly [key: string]: JsonValue };

export function isMapping(value: JsonValue | undefined): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((inner, key) => {
    if (isList(inner)) return typeof key === 'number' ? inner[key] : undefined;
    if (isMapping(inner)) return Object.hasOwn(inner, key) ? inner[key] : undefined;
    return undefined;
  }, value);
}

/** The items of a list; of anything else none. */
export function listAt(value: JsonValue | undefined, path: Path): readonly JsonValue[] {
  const found = valueAt(value, path);
  return isList(found) ? found : [];
}

/** As people write it into a field: a text as it is, nothing for what is not there, anything else as JSON. */
export function asTyped(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Whether `path` is `outer` or lies inside of it. */
export function isInside(path: Path, outer: Path): boolean {
  return outer.length <= path.length && outer.every((key, index) => path[index] === key);
}
