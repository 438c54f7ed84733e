import type { JsonSchema, SchemaSide, SpecOperation } from '@agent-factory/spec';
import type { Path } from './value-at.ts';

export interface SchemaWrites {
  add(name: string, schema: JsonSchema): SpecOperation[];
  rename(name: string, to: string): SpecOperation[];
  remove(name: string): SpecOperation[];
}

/** Of the first level the language knows what else has to change: tests' inputs, conditions, what is required. */
export function outerWrites(of: SchemaSide): SchemaWrites {
  return {
    add: (name, schema) => [{ type: 'setField', of, name, schema }],
    rename: (name, to) => [{ type: 'renameField', of, name, to }],
    remove: (name) => [{ type: 'removeField', of, name }],
  };
}

/** Deeper down a field is a key of its mapping, and a word in `required`. */
export function innerWrites(path: Path, required: readonly string[]): SchemaWrites {
  const needed = (names: readonly string[]): SpecOperation[] =>
    names.length === required.length && names.every((name, index) => name === required[index])
      ? []
      : names.length === 0
        ? [{ type: 'remove', path: [...path, 'required'] }]
        : [{ type: 'set', path: [...path, 'required'], value: [...names] }];
  return {
    add: (name, schema: JsonSchema) => [{ type: 'set', path: [...path, 'properties', name], value: schema }],
    rename: (name, to) => [
      { type: 'renameKey', path: [...path, 'properties', name], to },
      ...needed(required.map((each) => (each === name ? to : each))),
    ],
    remove: (name) => [
      { type: 'remove', path: [...path, 'properties', name] },
      ...needed(required.filter((each) => each !== name)),
    ],
  };
}
