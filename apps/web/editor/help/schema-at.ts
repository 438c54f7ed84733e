import { type JsonSchema, specJsonSchema } from '@agent-factory/spec';

export type Schema = Readonly<Record<string, unknown>>;

/** Guarantees that what is passed on is an object; the schema of the language holds nothing else at these places. */
function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

const root: Schema = asSchema(specJsonSchema satisfies JsonSchema);

/** All schemas that a value at the path may have to fit: alternatives and references are followed. */
export function schemasAt(path: readonly string[], kind: 'agent' | 'team'): Schema[] {
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

export function alternatives(schema: Schema): Schema[] {
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

export function propertiesOf(schema: Schema): Record<string, Schema> {
  const properties = asSchema(schema.properties);
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, asSchema(value)]));
}

export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Which of the two languages a text is written in. */
export function kindOf(text: string): 'agent' | 'team' {
  return /^kind:\s*["']?Team\b/m.test(text) ? 'team' : 'agent';
}
