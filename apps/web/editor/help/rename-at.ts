import type { Range } from '@agent-factory/contracts';
import {
  editSpec,
  pathAt,
  placeOf,
  type SpecOperation,
  specContent,
  type TextEdit,
} from '@agent-factory/spec';

/** Something that has a name which other places of the spec refer to. */
export interface Named {
  name: string;
  what: 'agent' | 'node' | 'field' | 'rule';
  /** Of the name itself. */
  range: Range;
  rename(to: string): SpecOperation;
}

type Path = readonly (string | number)[];

const roles = new Set(['default', 'merge', 'supervisor', 'planner', 'executor', 'persistence']);

/** What the name at an offset is of; null where nothing there can be renamed. */
export function namedAt(text: string, offset: number): Named | null {
  const path = pathAt(text, offset);
  const content = path === null ? null : specContent(text);
  if (path === null || content === null) return null;
  const found = of(path, content.value, text, offset);
  if (found === null) return null;
  const range = wordRange(text, offset, found.name);
  return range === null ? null : { ...found, range };
}

/** The edits that rename it with all that refers to it, or why that cannot be. */
export function renameEdits(text: string, { rename }: Named, to: string): TextEdit[] | string {
  const edited = editSpec(text, [rename(to)]);
  return edited.ok ? [...edited.edits] : (edited.problems[0]?.message ?? 'This cannot be renamed.');
}

function of(path: Path, spec: unknown, text: string, offset: number): Omit<Named, 'range'> | null {
  const value = at(spec, path);
  const [first, second, third, fourth] = path;
  const agent = (name: string): Omit<Named, 'range'> => ({
    name,
    what: 'agent',
    rename: (to) => ({ type: 'renameAgent', agent: name, to }),
  });
  const node = (name: string): Omit<Named, 'range'> => ({
    name,
    what: 'node',
    rename: (to) => ({ type: 'renameNode', name, to }),
  });
  if (typeof value === 'string') {
    const isRole = path.length === 1 && typeof first === 'string' && roles.has(first);
    if (isRole || path.at(-1) === 'agent' || (first === 'members' && path.length === 2)) return agent(value);
    if (first === 'edges' && (third === 'from' || third === 'to') && !/^(START|END)$/.test(value)) {
      return node(value);
    }
    if (first === 'invariants' && third === 'id') {
      return {
        name: value,
        what: 'rule',
        rename: (to) => ({ type: 'set', path: [...path], value: to }),
      };
    }
  }
  // On the key itself, or within what it holds.
  const key = wordAround(text, offset);
  if (first === 'nodes' && typeof second === 'string' && second === key) return node(second);
  if ((first === 'input' || first === 'output') && second === 'properties' && third === key) {
    const name = String(third);
    return fourth === undefined || key === name
      ? { name, what: 'field', rename: (to) => ({ type: 'renameField', of: first, name, to }) }
      : null;
  }
  return null;
}

function at(root: unknown, path: Path): unknown {
  let value = root;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Readonly<Record<string | number, unknown>>)[part];
  }
  return value;
}

function bounds(text: string, offset: number): [number, number] {
  let [start, end] = [offset, offset];
  while (start > 0 && /[\w-]/.test(text.charAt(start - 1))) start -= 1;
  while (end < text.length && /[\w-]/.test(text.charAt(end))) end += 1;
  return [start, end];
}

function wordAround(text: string, offset: number): string {
  return text.slice(...bounds(text, offset));
}

/** Where the word around an offset stands, if it is the name. */
function wordRange(text: string, offset: number, name: string): Range | null {
  const [start, end] = bounds(text, offset);
  if (text.slice(start, end) !== name) return null;
  return { start: position(text, start), end: position(text, end) };
}

function position(text: string, offset: number): Range['start'] {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1, offset };
}

/** Where what is named at an offset is defined: an edge's node, a rule's tool, a role's member. Null where it is not in this file. */
export function definitionAt(text: string, offset: number): Range | null {
  const path = pathAt(text, offset);
  const content = path === null ? null : specContent(text);
  if (path === null || content === null) return null;
  const name = at(content.value, path);
  if (typeof name !== 'string') return null;
  const [first] = path;
  if (first === 'edges') {
    return at(content.value, ['nodes', name]) === undefined ? null : placeOf(text, ['nodes', name]);
  }
  if (first === 'members' || first === 'nodes' || first === 'tools') return null;
  for (const list of ['tools', 'members'] as const) {
    const items = at(content.value, [list]);
    if (!Array.isArray(items)) continue;
    const index = items.findIndex((item) => item === name || at(item, ['agent']) === name);
    if (index !== -1) return placeOf(text, [list, index]);
  }
  return null;
}
