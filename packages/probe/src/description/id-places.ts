import { alternatives, resolved, type Schema, type Schemas } from './schema.ts';

/** What an id names, by its prefix (`agt`, `run`, …); a user by its UUID, the next page of a list by its cursor. */
export type IdKind = string;

/** Where an input takes something that names a thing of a team. */
export interface IdPlace {
  /** Keys from the outside in; `0` for the first of a list. Empty for the value itself. */
  path: readonly string[];
  kind: IdKind;
}

/** The kind of the ids that fit a schema of one value, null where none do. */
export function idKindOf(name: string, schema: Schema): IdKind | null {
  // A kind that this probe has never heard of is one all the same: it will say that it has none of it.
  const [, prefix] = /^\^([a-z]+)_\[[^\]]+\]\{26\}\$$/.exec(schema.pattern ?? '') ?? [];
  if (prefix !== undefined) return prefix;
  if (name === 'cursor') return 'cursor';
  if (name === 'user_id' || (schema.format === 'uuid' && name.endsWith('user_id'))) return 'user';
  return null;
}

/** The kind of what a parameter names, also where a name may stand in place of the id. */
export function kindNamedBy(name: string, schema: Schema): IdKind | null {
  const kinds = alternatives(schema).map((way) => idKindOf(name, way));
  return idKindOf(name, schema) ?? kinds.find((kind) => kind !== null) ?? null;
}

/** Every such place of a schema, however deep: a new field with an id in it is found without anyone listing it. */
export function idPlacesOf(
  schema: Schema,
  schemas: Schemas,
  name = '',
  path: readonly string[] = [],
): IdPlace[] {
  if (path.length > 6) return [];
  const own = resolved(schema, schemas);
  const kind = idKindOf(name, own);
  if (kind !== null) return [{ path, kind }];
  const found = [
    ...Object.entries(own.properties ?? {}).flatMap(([key, child]) =>
      idPlacesOf(child, schemas, key, [...path, key]),
    ),
    ...(own.items === undefined ? [] : idPlacesOf(own.items, schemas, name, [...path, '0'])),
    ...[...alternatives(own), ...(own.allOf ?? [])].flatMap((child) =>
      idPlacesOf(child, schemas, name, path),
    ),
  ];
  return found.filter(
    (place, index) =>
      found.findIndex(({ path: other }) => other.join('.') === place.path.join('.')) === index,
  );
}

/** A copy of `input` with `value` at `path`; what is missing on the way is made. */
export function withValueAt(input: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (/^\d+$/.test(key)) {
    const list = Array.isArray(input) && input.length > Number(key) ? input : [undefined];
    return list.with(Number(key), withValueAt(list[Number(key)], rest, value));
  }
  const object = typeof input === 'object' && input !== null ? input : {};
  return { ...object, [key]: withValueAt(Reflect.get(object, key), rest, value) };
}
