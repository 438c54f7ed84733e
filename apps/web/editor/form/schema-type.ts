import type { JsonValue } from '@agent-factory/spec';
import { isMapping, type Mapping } from './value-at.ts';

export const fieldTypes = [
  { value: 'string', label: 'Text' },
  { value: 'number', label: 'Number' },
  { value: 'integer', label: 'Whole number' },
  { value: 'boolean', label: 'Yes or no' },
  { value: 'choice', label: 'One of…' },
  { value: 'object', label: 'Object' },
  { value: 'array', label: 'List' },
] as const;
export type FieldType = (typeof fieldTypes)[number]['value'];

/** Which of the types that the form offers a schema is; null for what it cannot show. */
export function typeOf(schema: JsonValue | undefined): FieldType | null {
  if (!isMapping(schema)) return null;
  if (Array.isArray(schema.enum) && (schema.type === undefined || schema.type === 'string')) return 'choice';
  return fieldTypes.find(({ value }) => value !== 'choice' && value === schema.type)?.value ?? null;
}

/** The keywords that the form shows itself; every other one is told of and kept. */
const known = new Set(['type', 'description', 'enum', 'properties', 'required', 'items']);

export function otherKeywords(schema: JsonValue | undefined): string[] {
  return isMapping(schema) ? Object.keys(schema).filter((key) => !known.has(key)) : [];
}

/** The same field as another type: what still means something stays (its description, its bounds), the rest goes. */
export function retyped(schema: JsonValue | undefined, type: FieldType): Mapping {
  const { type: _type, enum: words, properties, required, items, ...rest } = isMapping(schema) ? schema : {};
  switch (type) {
    case 'choice':
      return {
        ...rest,
        type: 'string',
        enum: Array.isArray(words) && words.length > 0 ? words : ['one', 'other'],
      };
    case 'object':
      return {
        ...rest,
        type,
        properties: isMapping(properties) ? properties : {},
        ...(required === undefined ? {} : { required }),
      };
    case 'array':
      return { ...rest, type, items: isMapping(items) ? items : { type: 'string' } };
    default:
      return { ...rest, type };
  }
}

/** A name that no field has yet. */
export function freshName(properties: JsonValue | undefined, start = 'field'): string {
  const taken = new Set(isMapping(properties) ? Object.keys(properties) : []);
  if (!taken.has(start)) return start;
  for (let count = 2; ; count++) if (!taken.has(`${start}_${count}`)) return `${start}_${count}`;
}
