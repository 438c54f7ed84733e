import fc from 'fast-check';
import { hostileValue } from './hostile-values.ts';

/** A JSON schema as the API description has it. */
export interface Schema {
  [key: string]: unknown;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  $ref?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  additionalProperties?: boolean | Schema;
}

/** Values that a schema allows, and now and then one that it does not. */
export function valueOfSchema(
  schema: Schema,
  resolve: (ref: string) => Schema,
  depth = 0,
): fc.Arbitrary<unknown> {
  const valid = validValue(schema, resolve, depth);
  return fc.oneof({ weight: 9, arbitrary: valid }, { weight: 1, arbitrary: hostileValue });
}

function validValue(schema: Schema, resolve: (ref: string) => Schema, depth: number): fc.Arbitrary<unknown> {
  const within = (inner: Schema) => valueOfSchema(inner, resolve, depth + 1);
  if (schema.$ref !== undefined) return depth > 6 ? fc.constant(null) : within(resolve(schema.$ref));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) return depth > 6 ? fc.constant(null) : fc.oneof(...choices.map(within));
  if (schema.allOf !== undefined) {
    return fc.tuple(...schema.allOf.map(within)).map((parts) => Object.assign({}, ...parts.filter(isObject)));
  }
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'object':
      return objectOf(schema, within, depth);
    case 'array':
      return fc.array(within(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 4, 4)),
      });
    case 'integer':
    case 'number':
      return numberOf(schema);
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'string':
      return textOf(schema);
    default:
      return hostileValue;
  }
}

function objectOf(
  { properties = {}, required = [] }: Schema,
  within: (schema: Schema) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<unknown> {
  const names = depth > 6 ? required : Object.keys(properties);
  return fc.record(Object.fromEntries(names.map((name) => [name, within(properties[name] ?? {})])), {
    requiredKeys: required.filter((name) => names.includes(name)),
  });
}

function numberOf({ type, minimum, maximum }: Schema): fc.Arbitrary<number> {
  const low = Math.max(minimum ?? -1_000_000, -(2 ** 53) + 1);
  const high = Math.min(maximum ?? 1_000_000, 2 ** 53 - 1);
  const edges = fc.constantFrom(low, high);
  return type === 'integer'
    ? fc.oneof(edges, fc.integer({ min: Math.ceil(low), max: Math.floor(high) }))
    : fc.oneof(edges, fc.double({ min: low, max: high, noNaN: true }));
}

function textOf({ pattern, format, minLength = 0, maxLength = 80 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    return fc
      .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((at) => at.toISOString());
  }
  if (format === 'uuid') return fc.uuid();
  if (format === 'uri') return fc.webUrl();
  if (format === 'email') return fc.emailAddress();
  if (pattern !== undefined) {
    try {
      return fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: Math.max(maxLength, minLength) });
    } catch {
      // A pattern that cannot be generated from (look-around): any text, most of which is refused.
    }
  }
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.max(minLength, Math.min(maxLength, 80)) });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
