import { builtinTool, builtinTools, type JsonSchema, specJsonSchema, toolGroups } from '@agent-factory/spec';
import { type CursorPlace, cursorPlace } from './cursor-path.ts';

export interface Completion {
  label: string;
  kind: 'key' | 'value';
  detail: string;
  /** In snippet syntax: `$0` is where the cursor lands. */
  insert: string;
  /** How many characters before the cursor it replaces. */
  replaces: number;
}

/** What may stand at the cursor, by the language's own JSON Schema. */
export function completionsAt(text: string, offset: number): Completion[] {
  const place = cursorPlace(text, offset);
  if (place === null) return [];
  const schemas = schemasAt(place.path, /^kind:\s*Team\b/m.test(text) ? 'team' : 'agent');
  const taken = siblingKeys(text, place);
  const replaces = /[\w./-]*$/.exec(place.typed)?.[0].length ?? 0;
  const found = new Map<string, Completion>();
  for (const schema of schemas) {
    if (place.expects === 'key') {
      for (const [key, property] of Object.entries(propertiesOf(schema))) {
        if (taken.has(key)) continue;
        found.set(key, {
          label: key,
          kind: 'key',
          detail: textOf(property.description),
          insert: `${key}:${opener(property)}`,
          replaces,
        });
      }
    }
    for (const value of valuesOf(schema, place)) {
      found.set(value, {
        label: value,
        kind: 'value',
        detail: textOf(schema.description) || toolDetail(value),
        insert: value,
        replaces,
      });
    }
  }
  return [...found.values()];
}

type Schema = Readonly<Record<string, unknown>>;

/** Guarantees that what is passed on is an object; the schema of the language holds nothing else at these places. */
function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

const root: Schema = asSchema(specJsonSchema satisfies JsonSchema);

/** All schemas that a value at the path may have to fit: alternatives and references are followed. */
function schemasAt(path: readonly string[], kind: 'agent' | 'team'): Schema[] {
  let schemas = alternatives({ $ref: `#/$defs/${kind}` });
  for (const part of path) {
    schemas = schemas.flatMap((schema) => {
      if (part === '[]') return alternatives(asSchema(schema.items));
      const property = propertiesOf(schema)[part];
      return property ? alternatives(property) : [];
    });
  }
  return schemas;
}

function alternatives(schema: Schema): Schema[] {
  if (typeof schema.$ref === 'string') {
    const target = schema.$ref
      .split('/')
      .slice(1)
      .reduce((at, part) => asSchema(at[part]), root);
    return alternatives(target);
  }
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((list) =>
    Array.isArray(list) ? list : [],
  );
  return [schema, ...choices.flatMap((choice) => alternatives(asSchema(choice)))];
}

function propertiesOf(schema: Schema): Record<string, Schema> {
  const properties = asSchema(schema.properties);
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, asSchema(value)]));
}

const toolKeys = new Set([
  'tools',
  'approvals',
  'requireTool',
  'forbidTool',
  'toolOrder',
  'toolUsed',
  'toolNotUsed',
  'tool',
]);

function valuesOf(schema: Schema, place: CursorPlace): string[] {
  const inList = place.path.at(-1) === '[]';
  if (place.expects === 'key' && !inList) return [];
  const named = place.path.findLast((part) => part !== '[]');
  const tools =
    named !== undefined && toolKeys.has(named) && schema.type === 'string'
      ? builtinTools.map(({ name }) => name)
      : [];
  const values = Array.isArray(schema.enum) ? schema.enum : schema.const === undefined ? [] : [schema.const];
  const truth = schema.type === 'boolean' ? [true, false] : [];
  return [...values, ...truth, ...tools].map(String);
}

function toolDetail(name: string): string {
  const members = toolGroups.get(name);
  if (members !== undefined) return `These, which only read: ${members.join(', ')}.`;
  return builtinTool(name)?.description ?? '';
}

/** What follows the colon, so that the cursor lands where the value goes. */
function opener(property: Schema): string {
  const types = alternatives(property).map(({ type }) => type);
  if (types.includes('array') && !types.includes('string')) return '\n  - $0';
  if (types.includes('object') && types.every((type) => type === 'object' || type === undefined))
    return '\n  $0';
  return ' $0';
}

/** Keys that the mapping around the cursor has already (of the block forms; a flow mapping shows its own). */
function siblingKeys(text: string, place: CursorPlace): Set<string> {
  if (place.path.length > 0) return new Set();
  return new Set([...text.matchAll(/^([\w$]+):/gm)].map(([, key = '']) => key));
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
