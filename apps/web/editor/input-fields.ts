import type { Spec } from '@agent-factory/spec';

/** One field of the form that starts a run. */
export interface InputField {
  name: string;
  label: string;
  description: string;
  kind: 'text' | 'line' | 'number' | 'boolean' | 'choice' | 'json';
  required: boolean;
  choices: readonly string[];
}

type Schema = Readonly<Record<string, unknown>>;

/** Guarantees an object: anything else counts as a schema that says nothing. */
function asSchema(value: unknown): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Schema) : {};
}

const query: InputField = {
  name: 'query',
  label: 'Request',
  description: '',
  kind: 'text',
  required: true,
  choices: [],
};

/** What a run of this spec asks for, by its input schema; without one, a request in words. */
export function inputFieldsOf(spec: Spec | null): InputField[] {
  const schema = asSchema(spec?.input);
  const properties = Object.entries(asSchema(schema.properties));
  if (properties.length === 0) return [query];
  const required = Array.isArray(schema.required) ? schema.required : [];
  return properties.map(([name, value]) => {
    const property = asSchema(value);
    return {
      name,
      label: name === 'query' ? 'Request' : typeof property.title === 'string' ? property.title : name,
      description: typeof property.description === 'string' ? property.description : '',
      kind: kindOf(name, property),
      required: required.includes(name),
      choices: Array.isArray(property.enum) ? property.enum.map(String) : [],
    };
  });
}

function kindOf(name: string, property: Schema): InputField['kind'] {
  if (Array.isArray(property.enum)) return 'choice';
  switch (property.type) {
    case 'string':
      return name === 'query' || Number(property.maxLength ?? 1_000) > 200 ? 'text' : 'line';
    case 'number':
    case 'integer':
      return 'number';
    case 'boolean':
      return 'boolean';
    default:
      return 'json';
  }
}

/** The input that the typed values make; says which field cannot be read, in words for its author. */
export function readInput(
  fields: readonly InputField[],
  values: Readonly<Record<string, string>>,
): { input: Record<string, unknown> } | { errors: Record<string, string> } {
  const input: Record<string, unknown> = {};
  const errors: Record<string, string> = {};
  for (const field of fields) {
    const text = values[field.name] ?? '';
    if (text.trim() === '') {
      if (field.required) errors[field.name] = 'This is needed to run.';
      continue;
    }
    const value = readValue(field, text);
    if (value === undefined)
      errors[field.name] = field.kind === 'number' ? 'This is not a number.' : 'This is not valid JSON.';
    else input[field.name] = value;
  }
  return Object.keys(errors).length > 0 ? { errors } : { input };
}

function readValue({ kind }: InputField, text: string): unknown {
  switch (kind) {
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'boolean':
      return text === 'true';
    case 'json':
      try {
        return JSON.parse(text);
      } catch {
        return undefined;
      }
    default:
      return text;
  }
}

/** The values that a stored input (a test's, say) puts into the fields. */
export function valuesOf(input: unknown): Record<string, string> {
  if (typeof input === 'string') return { query: input };
  return Object.fromEntries(
    Object.entries(asSchema(input)).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
