import type { JsonSchema, ToolDefinition } from '../model-port.ts';
import { isObject } from './read-json.ts';

/**
 * A tool whose arguments are one flat object, as OpenAI and Anthropic ask: they refuse a schema without `type: object`
 * and one with `oneOf`, `anyOf`, `allOf`, `enum` or `not` at its top. All properties of all alternatives are offered
 * then, what every alternative requires is required, and the schema itself is said in words; the caller checks the
 * arguments in any case.
 */
export function flattenParameters(tool: ToolDefinition): ToolDefinition {
  const { parameters } = tool;
  if (parameters.type === 'object' && !combining.some((key) => key in parameters)) return tool;
  const known = flattened.get(tool);
  if (known !== undefined) return known;
  const flat = flatten(tool);
  flattened.set(tool, flat);
  return flat;
}

/** Tools are the same objects in call after call. */
const flattened = new WeakMap<ToolDefinition, ToolDefinition>();

const combining = ['oneOf', 'anyOf', 'allOf', 'enum', 'not', '$ref', 'if', 'then', 'else'];

function flatten(tool: ToolDefinition): ToolDefinition {
  const { properties, required } = gather(tool.parameters, tool.parameters, new Set());
  const kept = Object.entries(tool.parameters).filter(([key]) => !combining.includes(key));
  const parameters: JsonSchema = {
    ...Object.fromEntries(kept),
    type: 'object',
    properties: Object.fromEntries(
      [...properties].map(([name, schemas]) => [
        name,
        schemas.length === 1 ? schemas[0] : { anyOf: schemas },
      ]),
    ),
    required: [...required],
  };
  const words = combining.some((key) => key in tool.parameters)
    ? `\nIts arguments must fit this JSON Schema: ${JSON.stringify(tool.parameters)}`
    : '';
  return { name: tool.name, description: tool.description + words, parameters };
}

interface Gathered {
  /** By name, what the alternatives allow. */
  properties: Map<string, unknown[]>;
  required: Set<string>;
}

/** What a schema says of the object's properties; each reference within it is followed once. */
function gather(schema: unknown, root: JsonSchema, followed: Set<unknown>): Gathered {
  const found: Gathered = { properties: new Map(), required: new Set() };
  if (!isObject(schema)) return found;
  if (isObject(schema.properties)) {
    for (const [name, property] of Object.entries(schema.properties)) add(found, name, [property]);
  }
  if (Array.isArray(schema.required)) {
    for (const name of schema.required) if (typeof name === 'string') found.required.add(name);
  }
  const all = [...(Array.isArray(schema.allOf) ? schema.allOf : []), follow(schema.$ref, root, followed)];
  for (const part of all) {
    const inner = gather(part, root, followed);
    for (const [name, schemas] of inner.properties) add(found, name, schemas);
    for (const name of inner.required) found.required.add(name);
  }
  for (const alternatives of [schema.oneOf, schema.anyOf]) {
    if (!Array.isArray(alternatives) || alternatives.length === 0) continue;
    const inner = alternatives.map((alternative) => gather(alternative, root, followed));
    for (const { properties } of inner) {
      for (const [name, schemas] of properties) add(found, name, schemas);
    }
    for (const name of inner[0]?.required ?? []) {
      if (inner.every(({ required }) => required.has(name))) found.required.add(name);
    }
  }
  return found;
}

function add({ properties }: Gathered, name: string, schemas: readonly unknown[]): void {
  const known = properties.get(name) ?? [];
  for (const schema of schemas) {
    const text = JSON.stringify(schema);
    if (!known.some((other) => JSON.stringify(other) === text)) known.push(schema);
  }
  properties.set(name, known);
}

/** Once each, since a schema may name itself, many times over. */
function follow(reference: unknown, root: JsonSchema, followed: Set<unknown>): unknown {
  if (typeof reference !== 'string' || !reference.startsWith('#/') || followed.has(reference))
    return undefined;
  followed.add(reference);
  let at: unknown = root;
  for (const step of reference.slice(2).split('/')) {
    at = isObject(at) ? at[step.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
  }
  return at;
}
