import { z } from 'zod';
import type { Route } from './route.ts';

interface Node {
  type?: string;
  const?: unknown;
  enum?: readonly unknown[];
  format?: string;
  pattern?: string;
  maxLength?: number;
  maxItems?: number;
  properties?: Record<string, Node>;
  additionalProperties?: boolean | Node;
  items?: Node;
  anyOf?: Node[];
  oneOf?: Node[];
  allOf?: Node[];
}

/** One UTF-16 unit as JSON may write it: `\u0041`. */
const bytesPerUnit = 6;
/** Of numbers, dates, UUIDs and ids. */
const shortBytes = 256;
/** Whoever indents a body sends as much again. */
const roomForSpaces = 2;
const leastBytes = 16_384;
const mostBytes = 1_048_576;

/**
 * How large the body of a route may be: a little more than the largest that its schema lets through, from 16 KB to 1 MB.
 * What a schema does not bound may have 1 MB.
 */
export function bodyLimitOf({ body, acceptsSpecText }: Pick<Route, 'body' | 'acceptsSpecText'>): number {
  if (acceptsSpecText === true) return mostBytes;
  const schema = z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' }) as Node;
  const wanted = roomForSpaces * largest(schema);
  return Math.min(mostBytes, Math.max(leastBytes, Math.ceil(wanted / 1024) * 1024));
}

/** Bytes of the largest JSON that fits, Infinity where nothing bounds it. */
function largest(node: Node): number {
  const ways = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (ways.length > 0) return Math.max(...ways.map(largest));
  if (node.allOf !== undefined) return node.allOf.reduce((sum, part) => sum + largest(part), 0);
  if (node.const !== undefined || node.enum !== undefined) {
    return Math.max(
      ...[node.const, ...(node.enum ?? [])].map(
        (value) => bytesPerUnit * (JSON.stringify(value)?.length ?? 0),
      ),
    );
  }
  switch (node.type) {
    case 'null':
    case 'boolean':
    case 'integer':
    case 'number':
      return shortBytes;
    case 'string':
      return largestText(node);
    case 'array':
      return (
        (node.maxItems ?? Number.POSITIVE_INFINITY) *
        ((node.items === undefined ? Number.POSITIVE_INFINITY : largest(node.items)) + 1)
      );
    case 'object':
      if (node.additionalProperties !== false) return Number.POSITIVE_INFINITY;
      return Object.entries(node.properties ?? {}).reduce(
        (sum, [key, child]) => sum + bytesPerUnit * key.length + largest(child) + 8,
        2,
      );
    default:
      return Number.POSITIVE_INFINITY;
  }
}

function largestText({ maxLength, format, pattern }: Node): number {
  if (maxLength !== undefined) return bytesPerUnit * maxLength + 2;
  // A pattern that repeats nothing without an end, as those of ids.
  const isShort =
    format !== undefined
      ? /^(date|date-time|uuid)$/.test(format)
      : pattern !== undefined && !/[*+]|,\}/.test(pattern);
  return isShort ? bytesPerUnit * shortBytes : Number.POSITIVE_INFINITY;
}
