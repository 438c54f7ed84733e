import type { JsonSchema } from '../../model-port.ts';
import { isObject } from '../read-json.ts';

/** What the vendor documents of `responseJsonSchema` and `parametersJsonSchema`. Source: ai.google.dev, "GenerationConfig". */
const understood = new Set(
  (
    '$defs $ref additionalProperties anyOf description enum format items maximum maxItems minimum minItems oneOf ' +
    'prefixItems properties required title type'
  ).split(' '),
);

/** Left out without harm: the caller checks the answer in any case. */
const passable =
  /^(?:\$schema|\$id|\$comment|default|examples?|deprecated|readOnly|writeOnly|pattern|m(?:in|ax)Length|exclusiveM(?:in|ax)imum|multipleOf|uniqueItems|(?:min|max)Properties|const)$/;

/**
 * A JSON Schema in the part of the language that Gemini takes; null when leaving the rest out would change its
 * meaning (`allOf`, `not`, `if`, properties by pattern), so that the caller asks in words.
 */
export function convertSchema(schema: JsonSchema): JsonSchema | null {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) {
    if (understood.has(key)) {
      const part = convertPart(key, value);
      if (part === null) return null;
      kept[key] = part;
    } else if (!passable.test(key)) return null;
  }
  if (schema.const !== undefined) kept.enum = [schema.const];
  return kept;
}

function convertPart(key: string, value: unknown): unknown {
  switch (key) {
    case 'items':
      return isObject(value) ? convertSchema(value) : value;
    case 'additionalProperties':
      return isObject(value) ? convertSchema(value) : value;
    case 'anyOf':
    case 'oneOf':
    case 'prefixItems':
      return Array.isArray(value)
        ? every(value.map((part) => (isObject(part) ? convertSchema(part) : null)))
        : null;
    case 'properties':
    case '$defs': {
      if (!isObject(value)) return null;
      const entries = Object.entries(value).map(
        ([name, part]) => [name, isObject(part) ? convertSchema(part) : part === true ? {} : null] as const,
      );
      return entries.some(([, part]) => part === null) ? null : Object.fromEntries(entries);
    }
    default:
      return value;
  }
}

function every(parts: readonly (JsonSchema | null)[]): readonly (JsonSchema | null)[] | null {
  return parts.includes(null) ? null : parts;
}
