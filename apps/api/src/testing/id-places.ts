import { type IdKind, idPrefixes } from '@agent-factory/contracts';
import { z } from 'zod';

/** Where an input takes something that names a thing of a team. */
export interface IdPlace {
  path: readonly string[];
  /** The prefix of its ids, that it is the cursor of a list, or that it names a person: those have no prefix. */
  kind: (typeof idPrefixes)[IdKind] | 'cursor' | 'user';
}

interface SchemaNode {
  pattern?: string;
  format?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
  anyOf?: SchemaNode[];
  allOf?: SchemaNode[];
}

/**
 * Every such place of a zod schema, found in its JSON Schema: ids by their pattern, cursors and people by their name.
 * A new field with an id in it is found without anyone listing it.
 */
export function idPlacesOf(schema: z.ZodType): IdPlace[] {
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as SchemaNode, []);
}

function walk(node: SchemaNode, path: readonly string[]): IdPlace[] {
  const kind = Object.values(idPrefixes).find((prefix) => node.pattern?.startsWith(`^${prefix}_`));
  if (kind !== undefined) return [{ path, kind }];
  if (path.at(-1) === 'cursor') return [{ path, kind: 'cursor' }];
  if (node.format === 'uuid' && path.some((part) => part.includes('user'))) return [{ path, kind: 'user' }];
  return [
    ...Object.entries(node.properties ?? {}).flatMap(([name, child]) => walk(child, [...path, name])),
    ...(node.items === undefined ? [] : walk(node.items, [...path, '0'])),
    ...[...(node.anyOf ?? []), ...(node.allOf ?? [])].flatMap((child) => walk(child, path)),
  ];
}

/** A copy of `input` with `value` at `path`. */
export function withValueAt(input: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(input)) return input.with(Number(key), withValueAt(input[Number(key)], rest, value));
  const object = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  return { ...object, [key]: withValueAt(object[key], rest, value) };
}
