import type { SpecOperation } from '../edit/operation.ts';
import { isList, isMapping, type Mapping, valueAt } from '../edit/value.ts';
import type { JsonValue } from '../json-schema.ts';
import { chooser } from './author-text.ts';

/** An operation that speaks the language, and the keys of the first level that it may touch. */
export interface LanguageOperation {
  operation: SpecOperation;
  touches: readonly string[];
}

const everySide = ['input', 'output'] as const;

/** What forms and the canvas can do to this spec now, one of each kind that fits; the same numbers, the same one. */
export function languageOperationOn(value: Mapping, seed: readonly number[]): LanguageOperation {
  const offers = offersOn(value, seed);
  return offers[chooser(seed)(offers.length)] ?? { operation: limit(3), touches: ['limits'] };
}

function limit(value: number | null): SpecOperation {
  return { type: 'setLimit', limit: 'maxSteps', value };
}

function offersOn(value: Mapping, seed: readonly number[]): LanguageOperation[] {
  const choose = chooser([...seed].reverse());
  const offers: LanguageOperation[] = [];
  const offer = (operation: SpecOperation, ...touches: string[]) => offers.push({ operation, touches });
  const list = (key: string): readonly JsonValue[] => {
    const found = value[key];
    return isList(found) ? found : [];
  };
  const count = (key: string) => list(key).length;
  offer(limit(choose(9) + 1), 'limits');
  offer({ type: 'set', path: ['title'], value: 'A new title: yes # no' }, 'title');
  for (const of of everySide) {
    const schema = value[of];
    const properties = valueAt(value, [of, 'properties']);
    if (schema === undefined || (isMapping(schema) && isMapping(properties))) {
      const required = choose(2) === 0;
      offer({ type: 'setField', of, name: 'fresh_field', schema: { type: 'string' }, required }, of);
    }
    const [name] = isMapping(properties) ? Object.keys(properties) : [];
    if (name === undefined) continue;
    offer({ type: 'removeField', of, name }, of);
    offer({ type: 'renameField', of, name, to: 'other_name' }, of, 'tests', 'invariants', 'edges');
  }
  const invariant = {
    id: 'a-new-rule',
    says: 'No: never.',
    at: 'output',
    check: { maxLength: 9 },
    otherwise: 'warn',
  };
  offer({ type: 'addInvariant', invariant, index: choose(count('invariants') + 1) }, 'invariants');
  const test = { name: 'a new test', input: 'How?', expect: [{ contains: 'x' }] };
  offer({ type: 'addTest', test, index: choose(count('tests') + 1) }, 'tests');
  const id = valueAt(list('invariants')[choose(Math.max(1, count('invariants')))] ?? null, ['id']);
  if (typeof id === 'string') {
    offer({ type: 'moveInvariant', id, to: choose(count('invariants')) }, 'invariants');
    offer({ type: 'removeInvariant', id }, 'invariants');
  }
  const name = valueAt(list('tests')[choose(Math.max(1, count('tests')))] ?? null, ['name']);
  if (typeof name === 'string') {
    offer({ type: 'moveTest', name, to: choose(count('tests')) }, 'tests');
    offer({ type: 'removeTest', name }, 'tests');
  }
  if (value.kind === 'Team') {
    if (isList(value.members)) {
      offer({ type: 'addMember', member: 'a-new-member', index: choose(count('members') + 1) }, 'members');
      offer({ type: 'moveMember', from: choose(count('members')), to: choose(count('members')) }, 'members');
    }
    if (isMapping(value.nodes)) offer({ type: 'addNode', name: 'a_new_node', agent: 'somebody' }, 'nodes');
    return offers;
  }
  offer({ type: 'setModelPolicy', model: { task: 'research', temperature: null } }, 'model');
  offer({ type: 'addTool', tool: { agent: 'a-new-helper' }, index: choose(count('tools') + 1) }, 'tools');
  if (count('tools') > 0) {
    offer({ type: 'moveTool', from: choose(count('tools')), to: choose(count('tools')) }, 'tools');
    const tool = list('tools')[choose(count('tools'))];
    if (typeof tool === 'string') offer({ type: 'removeTool', tool }, 'tools', 'approvals');
  }
  const asked = list('approvals')[0];
  if (typeof asked === 'string') offer({ type: 'removeApproval', tool: asked }, 'approvals');
  return offers;
}
