import { builtinTool, builtinTools, toolGroups } from '@agent-factory/spec';
import { type CursorPlace, cursorPlace } from './cursor-path.ts';
import { celOffers, celPlace } from './help/cel-help.ts';
import type { Completion } from './help/completion.ts';
import { type KnownNames, noNames } from './help/known-names.ts';
import { alternatives, kindOf, propertiesOf, type Schema, schemasAt, textOf } from './help/schema-at.ts';
import { snippetsAt } from './help/snippets.ts';

/** What may stand at the cursor: by the language's own JSON Schema, by the team's models and agents, and in CEL by its functions. */
export function completionsAt(text: string, offset: number, known: KnownNames = noNames): Completion[] {
  const place = cursorPlace(text, offset);
  if (place === null) return [];
  const expression = celPlace(place);
  if (expression !== null) return celOffers(text, expression);
  const kind = kindOf(text);
  const schemas = schemasAt(place.path, kind);
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
  for (const offer of namesAt(place, known)) found.set(offer.label, { ...offer, replaces });
  const snippets = snippetsAt(place, kind, taken).map((snippet) => ({ ...snippet, replaces }));
  return [...found.values(), ...snippets];
}

/** Models where models are named, agents where agents are. */
function namesAt({ path }: CursorPlace, { models, agents }: KnownNames): Omit<Completion, 'replaces'>[] {
  const [last, before] = [path.at(-1), path.at(-2)];
  if (last === 'use' || (last === '[]' && before === 'use')) {
    return models.map(({ id, says }) => ({ label: id, kind: 'model', detail: says, insert: id }));
  }
  const isMember = last === '[]' && before === 'members';
  if (!isMember && !(last !== undefined && agentKeys.has(last))) return [];
  return agents.map(({ name, title, description }) => ({
    label: name,
    kind: 'value',
    detail: description === '' ? title : `${title}: ${description}`,
    insert: name,
  }));
}

const agentKeys = new Set(['agent', 'default', 'merge', 'supervisor', 'planner', 'executor', 'persistence']);

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
