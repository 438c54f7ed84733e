import type { JsonValue } from '../json-schema.ts';
import { type MapNode, shorten } from '../text/read-tree.ts';
import { reportType, type Shape, tokenOf } from './shape.ts';
import { reportUnknownKey } from './unknown-key.ts';

/** A mapping with exactly one of these keys; which one says what it is. */
export function oneKeyOf<T>(
  kinds: Readonly<Record<string, { shape: Shape<T>; description: string }>>,
  noun: string,
): Shape<T> {
  const keys = Object.keys(kinds);
  const properties: Record<string, JsonValue> = {};
  for (const [key, { shape, description }] of Object.entries(kinds)) {
    properties[key] = { ...shape.schema, description };
  }
  return {
    schema: {
      type: 'object',
      additionalProperties: false,
      properties,
      minProperties: 1,
      maxProperties: 1,
    },
    read(node, place, context) {
      if (node.kind !== 'map') {
        reportType(node, place, context, `a mapping with one key (${noun})`);
        return undefined;
      }
      const known = node.entries.filter((entry) => Object.hasOwn(kinds, entry.key));
      for (const entry of node.entries) {
        if (!Object.hasOwn(kinds, entry.key)) reportUnknownKey(entry, keys, place, context);
      }
      if (node.entries.length !== 1) {
        const second = node.entries[1];
        context.reporter.report('exactly_one_key', {
          message: `${noun[0]?.toUpperCase()}${noun.slice(1)} has exactly one key; this has ${listKeys(
            node,
          )}.`,
          path: place.path,
          span: second?.keySpan ?? tokenOf(node, place),
          hint: `One of: ${keys.join(', ')}.`,
        });
      }
      let result: T | undefined;
      for (const entry of known) {
        const inner = { path: [...place.path, entry.key], near: entry.keySpan };
        result = kinds[entry.key]?.shape.read(entry.value, inner, context);
      }
      return node.entries.length === 1 ? result : undefined;
    },
  };
}

function listKeys(node: MapNode): string {
  if (node.entries.length === 0) return 'none';
  const first = node.entries.slice(0, 4).map((entry) => `"${shorten(entry.key)}"`);
  return `${first.join(', ')}${node.entries.length > 4 ? ' …' : ''}`;
}
