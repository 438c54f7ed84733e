import { compilePattern, type JsonSchema, type JsonValue } from '@agent-factory/spec';
import { plainDescription } from './plain-description.ts';

/** Schemas in one; what lies beyond takes any value. Models read every one of them with each call. */
const maxNodes = 2_000;
const maxDepth = 24;
const maxEnum = 500;

export interface FittedSchema {
  schema: JsonSchema;
  /** Whether it takes more than the original does. */
  loosened: boolean;
}

interface Fit {
  /** Where a local `$ref` leads; undefined where it leads nowhere. */
  resolve: (ref: string) => unknown;
  nodes: number;
  /** Resolved references on the way to here, so that a circle ends. */
  path: Set<string>;
}

interface Part {
  schema: JsonSchema | boolean;
  loosened: boolean;
}

const anything: Part = { schema: {}, loosened: true };

/**
 * Somebody else's JSON Schema (draft 4 to 2020-12, or OpenAPI 3.0's) in the dialect that runs check arguments with:
 * references written out, circles and what is too large or unknown loosened, never made stricter, so that a call that
 * the server would take is not refused here. What is left unchecked is the server's to check.
 */
export function fitSchema(schema: unknown, resolve: (ref: string) => unknown): FittedSchema {
  const fit: Fit = { resolve, nodes: 0, path: new Set() };
  const part = fitPart(schema, fit, 0);
  if (typeof part.schema === 'boolean') return { schema: {}, loosened: part.schema === false };
  return { schema: part.schema, loosened: part.loosened };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fitPart(raw: unknown, fit: Fit, depth: number): Part {
  if (typeof raw === 'boolean') return { schema: raw, loosened: false };
  fit.nodes += 1;
  if (!isObject(raw) || depth > maxDepth || fit.nodes > maxNodes) return anything;
  if (typeof raw.$ref === 'string') return fitReference(raw, raw.$ref, fit, depth);
  return fitOwn(raw, fit, depth);
}

function fitReference(raw: Readonly<Record<string, unknown>>, ref: string, fit: Fit, depth: number): Part {
  const target = fit.resolve(ref);
  if (target === undefined || fit.path.has(ref)) return { ...anything, ...described(raw) };
  fit.path.add(ref);
  const inner = fitPart(target, fit, depth + 1);
  fit.path.delete(ref);
  const { $ref: _, ...beside } = raw;
  const own = Object.keys(beside).length === 0 ? null : fitOwn(beside, fit, depth);
  if (own === null || typeof own.schema === 'boolean' || typeof inner.schema === 'boolean') return inner;
  const twice = Object.keys(own.schema).some((key) => key in (inner.schema as JsonSchema));
  const annotation = Object.keys(own.schema).every((key) => key === 'description' || key === 'title');
  const loosened = inner.loosened || own.loosened;
  if (annotation || !twice) return { schema: { ...inner.schema, ...own.schema }, loosened };
  return { schema: { allOf: [inner.schema, own.schema] }, loosened };
}

function described(raw: Readonly<Record<string, unknown>>): Partial<Part> {
  if (typeof raw.description !== 'string') return {};
  return { schema: { description: plainDescription(raw.description) } };
}

/** The keywords of one schema, each by its kind; what is not here is left out. */
function fitOwn(raw: Readonly<Record<string, unknown>>, fit: Fit, depth: number): Part {
  const out: Record<string, JsonValue> = {};
  let loosened = false;
  const loosen = (): void => {
    loosened = true;
  };
  const inner = (value: unknown): Part => {
    const part = fitPart(value, fit, depth + 1);
    if (part.loosened) loosened = true;
    return part;
  };

  for (const key of ['title', 'description'] as const) {
    const text = raw[key];
    if (typeof text === 'string' && text !== '') out[key] = plainDescription(text);
  }
  if (isPlain(raw.default)) out.default = raw.default;
  fitTypes(raw, out);
  for (const key of counts) if (isCount(raw[key])) out[key] = raw[key];
  fitNumbers(raw, out);
  if (raw.uniqueItems === true) out.uniqueItems = true;
  if (typeof raw.format === 'string' && raw.format.length <= 40) out.format = raw.format;
  if (typeof raw.pattern === 'string') {
    if (compiles(raw.pattern)) out.pattern = raw.pattern;
    else loosen();
  }
  fitObject(raw, out, inner, loosen);
  fitArray(raw, out, inner);
  fitCombined(raw, out, inner);
  if (Object.keys(raw).some((key) => unknown.includes(key))) loosen();
  return { schema: out, loosened };
}

/** Keywords that narrow what is taken and that the dialect does not have. */
const unknown = [
  'dependencies',
  'dependentSchemas',
  'unevaluatedProperties',
  'unevaluatedItems',
  '$dynamicRef',
  '$recursiveRef',
];
const counts = [
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'minContains',
  'maxContains',
];
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

/** Parsed from JSON or YAML, so plain; bounded, since models read it. */
function isPlain(value: unknown): value is JsonValue {
  return value !== undefined && JSON.stringify(value).length <= 1_000;
}

function compiles(pattern: string): boolean {
  try {
    compilePattern(pattern);
    return true;
  } catch {
    return false;
  }
}

/** `nullable` is OpenAPI 3.0's. */
function fitTypes(raw: Readonly<Record<string, unknown>>, out: Record<string, JsonValue>): void {
  const named = (Array.isArray(raw.type) ? raw.type : [raw.type]).filter(
    (type): type is string => typeof type === 'string' && types.includes(type),
  );
  const nullable = raw.nullable === true;
  if (named.length > 0) {
    const all = [...new Set([...named, ...(nullable ? ['null'] : [])])];
    out.type = all.length === 1 ? (all[0] ?? 'null') : all;
  }
  if (Array.isArray(raw.enum) && raw.enum.length <= maxEnum && isPlainList(raw.enum)) {
    out.enum = nullable && !raw.enum.includes(null) ? [...raw.enum, null] : raw.enum;
  }
  if (isPlain(raw.const)) out.const = raw.const;
}

function isPlainList(values: readonly unknown[]): values is readonly JsonValue[] {
  return values.every(isPlain);
}

/** Until draft 4 the exclusive bounds were flags beside the others. */
function fitNumbers(raw: Readonly<Record<string, unknown>>, out: Record<string, JsonValue>): void {
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    const value = raw[bound];
    const strict = raw[exclusive];
    if (typeof strict === 'number') out[exclusive] = strict;
    if (typeof value === 'number') out[strict === true ? exclusive : bound] = value;
  }
  if (typeof raw.multipleOf === 'number' && raw.multipleOf > 0) out.multipleOf = raw.multipleOf;
}

type Inner = (value: unknown) => Part;

function fitObject(
  raw: Readonly<Record<string, unknown>>,
  out: Record<string, JsonValue>,
  inner: Inner,
  loosen: () => void,
): void {
  if (isObject(raw.properties)) out.properties = fitMap(Object.entries(raw.properties), inner);
  const patterns = isObject(raw.patternProperties) ? Object.entries(raw.patternProperties) : [];
  const good = patterns.filter(([pattern]) => compiles(pattern));
  if (good.length > 0) out.patternProperties = fitMap(good, inner);
  if (good.length < patterns.length) loosen();
  // A key that only a dropped pattern let in would be refused by what stands here.
  else if (raw.additionalProperties !== undefined) {
    out.additionalProperties = inner(raw.additionalProperties).schema;
  }
  if (raw.propertyNames !== undefined) out.propertyNames = inner(raw.propertyNames).schema;
  if (isTexts(raw.required)) out.required = [...new Set(raw.required)];
  if (isObject(raw.dependentRequired)) {
    out.dependentRequired = Object.fromEntries(
      Object.entries(raw.dependentRequired).filter((entry): entry is [string, string[]] => isTexts(entry[1])),
    );
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function fitMap(entries: readonly (readonly [string, unknown])[], inner: Inner): JsonSchema {
  return Object.fromEntries(entries.map(([key, value]) => [key, inner(value).schema]));
}

/** Until 2019-09 a list under `items` meant what `prefixItems` means, and `additionalItems` the rest. */
function fitArray(
  raw: Readonly<Record<string, unknown>>,
  out: Record<string, JsonValue>,
  inner: Inner,
): void {
  const isList = Array.isArray(raw.items);
  const prefix = isList ? raw.items : raw.prefixItems;
  const rest = isList ? raw.additionalItems : raw.items;
  if (Array.isArray(prefix)) out.prefixItems = prefix.map((item) => inner(item).schema);
  if (rest !== undefined) out.items = inner(rest).schema;
  if (raw.contains === undefined) return;
  const contains = inner(raw.contains);
  out.contains = contains.schema;
  // More items fit a looser form, so a highest number of them would be stricter.
  if (contains.loosened) delete out.maxContains;
}

function fitCombined(
  raw: Readonly<Record<string, unknown>>,
  out: Record<string, JsonValue>,
  inner: Inner,
): void {
  const list = (value: unknown): Part[] | null => (Array.isArray(value) ? value.map(inner) : null);
  const all = list(raw.allOf);
  if (all !== null && all.length > 0) out.allOf = all.map(({ schema }) => schema);
  const any = list(raw.anyOf);
  if (any !== null && any.length > 0) out.anyOf = any.map(({ schema }) => schema);
  const one = list(raw.oneOf);
  if (one !== null && one.length > 0) {
    // A value can fit two forms once they are looser.
    const key = one.some(({ loosened }) => loosened) ? 'anyOf' : 'oneOf';
    const forms = one.map(({ schema }) => schema);
    if (key === 'anyOf' && out.anyOf !== undefined) out.allOf = [...asList(out.allOf), { anyOf: forms }];
    else out[key] = forms;
  }
  const not = raw.not === undefined ? null : inner(raw.not);
  if (not !== null && !not.loosened) out.not = not.schema;
  const condition = raw.if === undefined ? null : inner(raw.if);
  if (condition === null || condition.loosened) return;
  out.if = condition.schema;
  for (const key of ['then', 'else'] as const) {
    if (raw[key] !== undefined) out[key] = inner(raw[key]).schema;
  }
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}
