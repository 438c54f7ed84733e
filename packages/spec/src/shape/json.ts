import type { JsonValue } from '../json-schema.ts';
import type { TreeNode } from '../text/read-tree.ts';
import type { Shape } from './shape.ts';

/** Any JSON value, as it is. */
export const json: Shape<JsonValue> = { schema: {}, read: (node) => toJson(node) };

export function toJson(node: TreeNode): JsonValue {
  if (node.kind === 'scalar') return node.value;
  if (node.kind === 'seq') return node.items.map(toJson);
  const value: Record<string, JsonValue> = {};
  for (const entry of node.entries) value[entry.key] = toJson(entry.value);
  return value;
}
