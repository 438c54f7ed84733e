import type { JsonSchema, JsonValue } from '../json-schema.ts';
import { type MapNode, shorten } from '../text/read-tree.ts';
import { type Place, type ReadContext, reportType, type Shape, tokenOf } from './shape.ts';
import { reportUnknownKey } from './unknown-key.ts';

type Presence = 'required' | 'optional' | 'defaulted';
interface Field<T, P extends Presence> {
  shape: Shape<T>;
  presence: P;
  description: string;
  fallback: T | undefined;
  /** What the JSON Schema names as default, where the author writes another form than the machine reads. */
  shown: JsonValue | undefined;
}
type Fields = Readonly<Record<string, Field<unknown, Presence>>>;
type ValueOf<F> = F extends Field<infer T, Presence> ? T : never;
type Flat<T> = { [K in keyof T]: T[K] };
export type ObjectOf<F extends Fields> = Flat<
  { [K in keyof F as F[K] extends Field<unknown, 'optional'> ? never : K]: ValueOf<F[K]> } & {
    [K in keyof F as F[K] extends Field<unknown, 'optional'> ? K : never]?: ValueOf<F[K]>;
  }
>;

export function required<T>(shape: Shape<T>, description: string): Field<T, 'required'> {
  return { shape, presence: 'required', description, fallback: undefined, shown: undefined };
}
export function optional<T>(shape: Shape<T>, description: string): Field<T, 'optional'> {
  return { shape, presence: 'optional', description, fallback: undefined, shown: undefined };
}
export function defaulted<T>(
  shape: Shape<T>,
  fallback: T,
  description: string,
  shown?: JsonValue,
): Field<T, 'defaulted'> {
  return { shape, presence: 'defaulted', description, fallback, shown };
}

function whereMissing(node: MapNode, place: Place) {
  if (place.path.length > 0 && typeof place.path.at(-1) === 'string') return place.near;
  return node.entries[0]?.keySpan ?? tokenOf(node, place);
}

/** A mapping with these keys and no others. */
export function object<const F extends Fields>(fields: F, noun: string): Shape<ObjectOf<F>> {
  const keys = Object.keys(fields);
  const properties: Record<string, JsonValue> = {};
  for (const [key, { shape, description, fallback, presence, shown }] of Object.entries(fields)) {
    properties[key] = {
      ...shape.schema,
      description,
      ...(presence === 'defaulted' ? { default: shown ?? asJson(fallback) } : {}),
    };
  }
  const needed = keys.filter((key) => fields[key]?.presence === 'required');
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties,
      ...(needed.length > 0 ? { required: needed } : {}),
    },
    read(node, place, context) {
      if (node.kind !== 'map') {
        reportType(node, place, context, `a mapping (${noun})`);
        return undefined;
      }
      const values: Record<string, unknown> = {};
      let complete = true;
      for (const entry of node.entries) {
        const field = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined;
        if (field === undefined) {
          reportUnknownKey(entry, keys, place, context);
          complete = false;
          continue;
        }
        const inner = { path: [...place.path, entry.key], near: entry.keySpan };
        const value = field.shape.read(entry.value, inner, context);
        if (value === undefined) complete = false;
        else values[entry.key] = value;
      }
      for (const key of keys) {
        if (Object.hasOwn(values, key) || node.entries.some((entry) => entry.key === key)) continue;
        const field = fields[key];
        if (field?.presence === 'defaulted') values[key] = field.fallback;
        if (field?.presence !== 'required') continue;
        complete = false;
        context.reporter.report('missing_key', {
          message: `${noun[0]?.toUpperCase()}${noun.slice(1)} needs "${key}".`,
          path: [...place.path, key],
          span: whereMissing(node, place),
          hint: field.description,
        });
      }
      return complete ? assembled<F>(values) : undefined;
    },
  };
}

/** Guarantee: `object` calls this only when every field of `F` was read by its shape, given its default or is optional. */
function assembled<F extends Fields>(values: Record<string, unknown>): ObjectOf<F> {
  return values as ObjectOf<F>;
}

/** Guarantee: defaults are written in this package and are plain JSON. */
function asJson(value: unknown): JsonValue {
  return value as JsonValue;
}

/** A list; items that are wrong are reported one by one. */
export function list<T>(
  item: Shape<T>,
  options: { min?: number; max: number; noun: string; unique?: (value: T) => string },
): Shape<T[]> {
  const { min = 0, max, noun } = options;
  return {
    schema: {
      type: 'array',
      items: item.schema,
      ...(min > 0 ? { minItems: min } : {}),
      maxItems: max,
    },
    read(node, place, context) {
      if (node.kind !== 'seq') {
        reportType(node, place, context, `a list of ${noun}`);
        return undefined;
      }
      if (node.items.length < min || node.items.length > max) {
        context.reporter.report('item_count', {
          message: `This takes ${min > 0 ? `${min} to` : 'at most'} ${max} ${noun}, not ${node.items.length}.`,
          path: place.path,
          span: node.items.length > max ? tokenOf(node.items[max] ?? node, place) : tokenOf(node, place),
        });
        return undefined;
      }
      const values: T[] = [];
      const seen = new Set<string>();
      for (const [index, child] of node.items.entries()) {
        const path = [...place.path, index];
        const value = item.read(child, { path, near: tokenOf(child, place) }, context);
        if (value === undefined) continue;
        const key = options.unique?.(value);
        if (key !== undefined && seen.has(key)) {
          context.reporter.report('repeated_item', {
            message: `"${shorten(key)}" is in this list twice.`,
            path,
            span: tokenOf(child, place),
          });
          continue;
        }
        if (key !== undefined) seen.add(key);
        values.push(value);
      }
      return values.length === node.items.length ? values : undefined;
    },
  };
}

/** One value, or a list of them. */
export function oneOrMore<T>(item: Shape<T>, listShape: Shape<T[]>): Shape<T[]> {
  return {
    schema: { anyOf: [item.schema, listShape.schema] },
    read(node, place, context) {
      if (node.kind === 'seq') return listShape.read(node, place, context);
      const value = item.read(node, place, context);
      return value === undefined ? undefined : [value];
    },
  };
}

/** A mapping whose keys the author chooses. */
export function record<T>(
  value: Shape<T>,
  options: {
    noun: string;
    min: number;
    max: number;
    checkKey(entry: MapNode['entries'][number], place: Place, context: ReadContext): boolean;
    keySchema: JsonSchema;
  },
): Shape<Record<string, T>> {
  return {
    schema: {
      type: 'object',
      additionalProperties: value.schema,
      propertyNames: options.keySchema,
      minProperties: options.min,
      maxProperties: options.max,
    },
    read(node, place, context) {
      if (node.kind !== 'map') {
        reportType(node, place, context, `a mapping of ${options.noun}`);
        return undefined;
      }
      if (node.entries.length < options.min || node.entries.length > options.max) {
        context.reporter.report('item_count', {
          message: `This takes ${options.min} to ${options.max} ${options.noun}, not ${node.entries.length}.`,
          path: place.path,
          span: place.near,
        });
        return undefined;
      }
      const values: Record<string, T> = {};
      for (const entry of node.entries) {
        const inner = { path: [...place.path, entry.key], near: entry.keySpan };
        const isKey = options.checkKey(entry, inner, context);
        const read = value.read(entry.value, inner, context);
        if (isKey && read !== undefined) values[entry.key] = read;
      }
      return Object.keys(values).length === node.entries.length ? values : undefined;
    },
  };
}
