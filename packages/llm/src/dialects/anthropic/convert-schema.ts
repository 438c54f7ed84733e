import type { JsonSchema } from '../../model-port.ts';

/** What Anthropic's structured outputs understand; bounds on values are refused with status 400. */
const understood = new Set(
  '$defs $ref additionalProperties anyOf const default description enum format items properties required title type'.split(
    ' ',
  ),
);

/**
 * A JSON Schema in the part of the language that Anthropic holds an answer to: objects closed, bounds said in the
 * description instead. Null when that would change its meaning (an object of any keys, a schema of itself, a
 * keyword that combines schemas), so that the caller asks in words.
 * Source: platform.claude.com, "Structured outputs", JSON Schema limitations.
 */
export function convertSchema(schema: JsonSchema): JsonSchema | null {
  try {
    return schema.type === 'object' ? convert(schema) : null;
  } catch (error) {
    if (error === inexpressible) return null;
    throw error;
  }
}

const inexpressible = new Error('not in the part of JSON Schema that is understood');
const bound = /^(?:m(?:in|ax)|exclusiveM|multipleOf|pattern$|uniqueItems)/;

function convert(node: JsonSchema): JsonSchema {
  const kept: Record<string, unknown> = {};
  const bounds: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(node)) {
    if (key === '$ref') throw inexpressible;
    if (bound.test(key)) bounds[key] = value;
    else if (understood.has(key)) kept[key] = convertPart(key, value);
    else if (!key.startsWith('$') && key !== 'examples') throw inexpressible;
  }
  if (node.type === 'object') {
    if (node.properties === undefined || typeof node.additionalProperties === 'object') throw inexpressible;
    kept.additionalProperties = false;
  }
  if (Object.keys(bounds).length > 0) {
    kept.description = [node.description, JSON.stringify(bounds)].filter(Boolean).join(' ');
  }
  return kept;
}

function convertPart(key: string, value: unknown): unknown {
  if (key === 'items') return convert(asNode(value));
  if (key === 'anyOf' && Array.isArray(value)) return value.map((part) => convert(asNode(part)));
  if (key === 'properties' || key === '$defs') {
    return Object.fromEntries(
      Object.entries(asNode(value)).map(([name, part]) => [name, convert(asNode(part))]),
    );
  }
  return value;
}

function asNode(value: unknown): JsonSchema {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw inexpressible;
  return { ...value };
}
