import { idKindOf } from './id-places.ts';
import { alternatives, resolved, type Schema, type Schemas } from './schema.ts';

/** What a sample is made of besides its schema. */
export interface Hints {
  /** The caller's own thing of a kind; undefined where it has none. */
  idOf(kind: string): string | undefined;
  /** What a property of this name means here, where its schema alone does not say. */
  named: Readonly<Record<string, unknown>>;
  /** Only what is required: a question that narrows nothing. */
  least?: boolean;
}

/** The probe does not know how to make such a value; `place` says of what. */
export class Unsampled extends Error {
  override name = 'Unsampled';
}

/**
 * The smallest value that fits a schema and means something: what is required, by name, by id, by its schema; of an
 * object that requires ids alone also the first property that can be made, so that a change changes something.
 */
export function sampleOf(schema: Schema, schemas: Schemas, hints: Hints, name = ''): unknown {
  const own = resolved(schema, schemas);
  const kind = idKindOf(name, own);
  if (kind !== null) {
    const id = hints.idOf(kind);
    if (id === undefined) throw new Unsampled(`there is no ${kind} for ${name || 'the input'}`);
    return id;
  }
  if (own.const !== undefined) return own.const;
  // Names mean different things at different places; where the choice is told, it is one of those.
  if (own.enum !== undefined) return own.enum.find((one) => one === hints.named[name]) ?? own.enum[0];
  if (Object.hasOwn(hints.named, name)) return hints.named[name];
  const [way] = alternatives(own);
  if (way !== undefined) return sampleOf(way, schemas, hints, name);
  if (own.allOf !== undefined) {
    return Object.assign({}, ...own.allOf.map((part) => sampleOf(part, schemas, hints, name)));
  }
  switch (own.type) {
    case 'object':
      return objectOf(own, schemas, hints);
    case 'array': {
      const least = own.minItems ?? 0;
      return own.items === undefined || least === 0 ? [] : [sampleOf(own.items, schemas, hints, name)];
    }
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return own.minimum ?? 1;
    case 'string':
      return textOf(own, name);
    default:
      // It may be anything.
      return {};
  }
}

function objectOf(own: Schema, schemas: Schemas, hints: Hints): Record<string, unknown> {
  const properties = Object.entries(own.properties ?? {});
  const wanted = properties.filter(([key]) => own.required?.includes(key));
  const isId = ([key, child]: [string, Schema]) => idKindOf(key, resolved(child, schemas)) !== null;
  const object = Object.fromEntries(
    wanted.map(([key, child]) => [key, sampleOf(child, schemas, hints, key)]),
  );
  if (hints.least || !wanted.every(isId)) return object;
  for (const property of properties) {
    const [key, child] = property;
    if (isId(property) || alternatives(resolved(child, schemas)).some((way) => isId([key, way]))) continue;
    try {
      return { ...object, [key]: sampleOf(child, schemas, hints, key) };
    } catch (error) {
      if (!(error instanceof Unsampled)) throw error;
    }
  }
  return object;
}

/** Texts of the forms that patterns ask for. */
const forms = [
  '0'.repeat(64),
  'A'.repeat(43),
  'A'.repeat(86),
  '2026-01',
  '2026-01-01',
  '1',
  'sha256:'.padEnd(71, '0'),
];

function textOf(own: Schema, name: string): string {
  switch (own.format) {
    case 'date-time':
      return '2099-01-01T00:00:00Z';
    case 'date':
      return '2099-01-01';
    case 'email':
      return 'probe@example.com';
    case 'uri':
    case 'url':
      return 'https://example.com/';
    case 'uuid':
      return crypto.randomUUID();
  }
  const plain = 'probe'.padEnd(own.minLength ?? 0, 'x');
  if (own.pattern === undefined) return plain;
  const pattern = new RegExp(own.pattern, 'u');
  const text = [plain, ...forms].find((form) => pattern.test(form));
  if (text === undefined) throw new Unsampled(`${name || 'the input'} has to fit ${own.pattern}`);
  return text;
}
