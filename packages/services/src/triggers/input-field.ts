import type { Spec } from '@agent-factory/spec';

/** Which fields of an agent's input are text. */
export interface FieldMapping {
  isText(name: string): boolean;
}

/** An agent that says nothing of its input takes a query, which is text. */
export function fieldsOf(spec: Spec): FieldMapping {
  const schema = spec.input as { properties?: Record<string, { type?: unknown }> } | undefined;
  return {
    isText: (name) =>
      schema?.properties === undefined ? name === 'query' : schema.properties[name]?.type === 'string',
  };
}

/** A value that is no text where text is wanted goes as its JSON. */
export function inputField(fields: FieldMapping, name: string, value: unknown): unknown {
  return fields.isText(name) && typeof value !== 'string' ? JSON.stringify(value) : value;
}
