import type { JsonSchema } from '../json-schema.ts';
import { canonicalJson } from './canonical-json.ts';
import { formats } from './formats.ts';
import { compilePattern } from './pattern.ts';

export interface SchemaViolation {
  /** JSON Pointer (RFC 6901) into the value. */
  pointer: string;
  message: string;
}

/** A schema that no checked spec holds: a `$ref` that leads nowhere or a pattern that does not compile. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

/** Applications of a schema to a value in one validation; a schema that refers to itself could go on for ever. */
const maxSteps = 200_000;
const maxDepth = 100;
const maxViolations = 20;

interface Run {
  root: JsonSchema;
  steps: number;
}

/**
 * A validator for JSON Schema draft 2020-12, the keywords of `schemaKeywords`. It interprets (no generated
 * code) and its patterns run on the linear-time engine, so an author's schema cannot hang a run.
 */
export function compileJsonSchema(schema: JsonSchema): (value: unknown) => SchemaViolation[] {
  return (value) => {
    const violations: SchemaViolation[] = [];
    check(schema, value, '', 0, { root: schema, steps: 0 }, violations);
    return violations.slice(0, maxViolations);
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function resolveRef(root: unknown, ref: string): unknown {
  if (ref === '#') return root;
  if (!ref.startsWith('#/')) return undefined;
  let at: unknown = root;
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (Array.isArray(at)) at = at[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return typeof value;
}

function isType(value: unknown, type: unknown): boolean {
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  return typeOf(value) === type;
}

function fits(schema: unknown, value: unknown, pointer: string, depth: number, run: Run): boolean {
  const inner: SchemaViolation[] = [];
  check(schema, value, pointer, depth, run, inner);
  return inner.length === 0;
}

function check(
  schema: unknown,
  value: unknown,
  pointer: string,
  depth: number,
  run: Run,
  out: SchemaViolation[],
): void {
  run.steps++;
  const fail = (message: string, at = pointer) => out.push({ pointer: at, message });
  if (out.length >= maxViolations) return;
  if (depth > maxDepth || run.steps > maxSteps) {
    fail('is too deep or too large to check');
    return;
  }
  if (schema === false) fail('is not allowed here');
  if (!isObject(schema)) return;
  const next = (inner: unknown, part: unknown, at = pointer) => check(inner, part, at, depth + 1, run, out);
  const passes = (inner: unknown, part: unknown = value) => fits(inner, part, pointer, depth + 1, run);

  if (typeof schema.$ref === 'string') {
    const target = resolveRef(run.root, schema.$ref);
    if (target === undefined) throw new SchemaError(`$ref ${schema.$ref} leads nowhere`);
    next(target, value);
  }
  if (schema.type !== undefined) {
    const types = Array.isArray(schema.type) ? schema.type : [schema.type];
    if (!types.some((type) => isType(value, type))) {
      fail(`must be ${types.join(' or ')}, is ${typeOf(value)}`);
      return;
    }
  }
  if (Array.isArray(schema.enum)) {
    const text = canonicalJson(value);
    if (!schema.enum.some((item) => canonicalJson(item) === text)) {
      fail(`must be one of ${schema.enum.slice(0, 10).map(canonicalJson).join(', ')}`);
    }
  }
  if (schema.const !== undefined && canonicalJson(schema.const) !== canonicalJson(value)) {
    fail(`must be ${canonicalJson(schema.const)}`);
  }
  if (typeof value === 'number') checkNumber(schema, value, fail);
  else if (typeof value === 'string') checkText(schema, value, fail);
  else if (Array.isArray(value)) checkArray(schema, value, pointer, next, passes, fail);
  else if (isObject(value)) checkObject(schema, value, pointer, next, fail);

  if (Array.isArray(schema.allOf)) for (const part of schema.allOf) next(part, value);
  if (Array.isArray(schema.anyOf) && !schema.anyOf.some((part) => passes(part))) {
    fail('must fit at least one of the allowed forms');
  }
  if (Array.isArray(schema.oneOf)) {
    const count = schema.oneOf.filter((part) => passes(part)).length;
    if (count !== 1) fail(`must fit exactly one of the allowed forms, fits ${count}`);
  }
  if (schema.not !== undefined && passes(schema.not)) fail('must not have this form');
  if (schema.if !== undefined) {
    const branch = passes(schema.if) ? schema.then : schema.else;
    if (branch !== undefined) next(branch, value);
  }
}

type Fail = (message: string, at?: string) => void;
type Next = (schema: unknown, part: unknown, at?: string) => void;

function checkNumber(schema: Readonly<Record<string, unknown>>, value: number, fail: Fail): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && value < minimum) fail(`must be at least ${minimum}`);
  if (typeof maximum === 'number' && value > maximum) fail(`must be at most ${maximum}`);
  if (typeof exclusiveMinimum === 'number' && value <= exclusiveMinimum)
    fail(`must be above ${exclusiveMinimum}`);
  if (typeof exclusiveMaximum === 'number' && value >= exclusiveMaximum)
    fail(`must be below ${exclusiveMaximum}`);
  if (typeof multipleOf === 'number' && multipleOf > 0) {
    const quotient = value / multipleOf;
    if (Math.abs(quotient - Math.round(quotient)) > 4 * Number.EPSILON * Math.abs(quotient)) {
      fail(`must be a multiple of ${multipleOf}`);
    }
  }
}

function checkText(schema: Readonly<Record<string, unknown>>, value: string, fail: Fail): void {
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' || typeof maxLength === 'number') {
    const length = [...value].length;
    if (typeof minLength === 'number' && length < minLength)
      fail(`must have at least ${minLength} characters`);
    if (typeof maxLength === 'number' && length > maxLength)
      fail(`must have at most ${maxLength} characters`);
  }
  if (typeof pattern === 'string' && !compilePattern(pattern).test(value)) fail(`must match ${pattern}`);
  if (typeof format === 'string' && Object.hasOwn(formats, format) && !formats[format]?.(value)) {
    fail(`must be a valid ${format}`);
  }
}

function checkArray(
  schema: Readonly<Record<string, unknown>>,
  value: readonly unknown[],
  pointer: string,
  next: Next,
  passes: (schema: unknown, part: unknown) => boolean,
  fail: Fail,
): void {
  const { minItems, maxItems, uniqueItems, contains, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems) fail(`must have at least ${minItems} items`);
  if (typeof maxItems === 'number' && value.length > maxItems) fail(`must have at most ${maxItems} items`);
  if (uniqueItems === true && new Set(value.map(canonicalJson)).size < value.length)
    fail('must not repeat items');
  const prefix = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  for (const [index, item] of value.entries()) {
    const part = index < prefix.length ? prefix[index] : items;
    if (part !== undefined) next(part, item, `${pointer}/${index}`);
  }
  if (contains !== undefined) {
    const count = value.filter((item) => passes(contains, item)).length;
    const least = typeof schema.minContains === 'number' ? schema.minContains : 1;
    if (count < least) fail(`must hold at least ${least} items of the required form`);
    if (typeof schema.maxContains === 'number' && count > schema.maxContains) {
      fail(`must hold at most ${schema.maxContains} items of that form`);
    }
  }
}

function checkObject(
  schema: Readonly<Record<string, unknown>>,
  value: Readonly<Record<string, unknown>>,
  pointer: string,
  next: Next,
  fail: Fail,
): void {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const patterned = isObject(schema.patternProperties) ? Object.entries(schema.patternProperties) : [];
  const keys = Object.keys(value);
  if (Array.isArray(schema.required)) {
    for (const key of schema.required) {
      if (typeof key === 'string' && !Object.hasOwn(value, key)) fail(`needs "${key}"`);
    }
  }
  if (typeof schema.minProperties === 'number' && keys.length < schema.minProperties) {
    fail(`must have at least ${schema.minProperties} keys`);
  }
  if (typeof schema.maxProperties === 'number' && keys.length > schema.maxProperties) {
    fail(`must have at most ${schema.maxProperties} keys`);
  }
  for (const key of keys) {
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (schema.propertyNames !== undefined) next(schema.propertyNames, key, at);
    let isKnown = false;
    if (Object.hasOwn(properties, key)) {
      isKnown = true;
      next(properties[key], value[key], at);
    }
    for (const [pattern, part] of patterned) {
      if (!compilePattern(pattern).test(key)) continue;
      isKnown = true;
      next(part, value[key], at);
    }
    if (isKnown || schema.additionalProperties === undefined) continue;
    if (schema.additionalProperties === false) fail('is not a known key', at);
    else next(schema.additionalProperties, value[key], at);
  }
  if (isObject(schema.dependentRequired)) {
    for (const [key, needed] of Object.entries(schema.dependentRequired)) {
      if (!Object.hasOwn(value, key) || !Array.isArray(needed)) continue;
      for (const other of needed) {
        if (typeof other === 'string' && !Object.hasOwn(value, other))
          fail(`needs "${other}" beside "${key}"`);
      }
    }
  }
}
