import type { JsonSchema, JsonValue } from '../json-schema.ts';
import { EditRefusal } from './edit-problem.ts';
import type { SchemaSide } from './operation.ts';
import { dropAt, insertAt, listAt, removeAt, setAt } from './plan.ts';
import { renameInExpressions } from './references.ts';
import type { Step } from './step.ts';
import { checkKey, isMapping, valueAt } from './value.ts';

/** A property of the input's or output's schema, which is begun where there is none. */
export function setField(
  root: JsonValue,
  of: SchemaSide,
  name: string,
  schema: JsonSchema,
  required?: boolean,
): Step[] {
  checkKey(name, [of, 'properties', name]);
  if (!isMapping(valueAt(root, [of]))) {
    const needed = required ? { required: [name] } : {};
    return setAt(root, [of], { type: 'object', properties: { [name]: schema }, ...needed });
  }
  return [
    ...setAt(root, [of, 'properties', name], schema),
    ...(required === undefined ? [] : setRequired(root, of, name, required)),
  ];
}

function setRequired(root: JsonValue, of: SchemaSide, name: string, required: boolean): Step[] {
  const path = [of, 'required'];
  const list = listAt(root, path);
  const index = list.indexOf(name);
  if (required) return index === -1 ? insertAt(root, path, name) : [];
  if (index === -1) return [];
  return list.length === 1 ? removeAt(root, path) : removeAt(root, [...path, index]);
}

export function removeField(root: JsonValue, of: SchemaSide, name: string): Step[] {
  return [...removeAt(root, [of, 'properties', name]), ...setRequired(root, of, name, false)];
}

export function renameField(root: JsonValue, of: SchemaSide, name: string, to: string): Step[] {
  const path = [of, 'properties', name];
  if (name === to) return [];
  if (valueAt(root, path) === undefined) {
    throw new EditRefusal('no_such_place', `The ${of} has no field "${name}".`, path);
  }
  checkKey(to, path);
  const index = listAt(root, [of, 'required']).indexOf(name);
  const required: Step[] = index === -1 ? [] : [{ do: 'put', path: [of, 'required', index], value: to }];
  const inputs = of === 'input' ? renameInTests(root, name, to) : [];
  return [...required, ...inputs, ...renameInExpressions(root, of, name, to), { do: 'rename', path, to }];
}

function renameInTests(root: JsonValue, name: string, to: string): Step[] {
  return listAt(root, ['tests']).flatMap((test, index): Step[] => {
    const input = valueAt(test, ['input']);
    const isThere = isMapping(input) && Object.hasOwn(input, name) && !Object.hasOwn(input, to);
    return isThere ? [{ do: 'rename', path: ['tests', index, 'input', name], to }] : [];
  });
}

/** Fields that are null are taken out. */
export function mergeAt(root: JsonValue, key: string, fields: { readonly [key: string]: JsonValue }): Step[] {
  const kept = Object.entries(fields).filter(([, value]) => value !== null);
  if (!isMapping(valueAt(root, [key]))) return setAt(root, [key], Object.fromEntries(kept));
  return Object.entries(fields).flatMap(([name, value]) =>
    value === null ? dropAt(root, [key, name]) : setAt(root, [key, name], value),
  );
}
