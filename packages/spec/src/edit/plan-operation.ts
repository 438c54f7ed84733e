import type { JsonValue } from '../json-schema.ts';
import { EditRefusal } from './edit-problem.ts';
import type { SpecOperation, SpecOperationType } from './operation.ts';
import { assertFree, dropAt, insertAt, moveAt, namedAt, removeAt, setAt } from './plan.ts';
import { addApproval, addTool, removeApproval, removeTool } from './plan-agent.ts';
import { mergeAt, removeField, renameField, setField } from './plan-schema.ts';
import {
  addNode,
  assertMembers,
  connect,
  disconnect,
  removeMember,
  removeNode,
  renameNode,
} from './plan-team.ts';
import { agentNames, renameReferences, toolNames } from './references.ts';
import type { Step } from './step.ts';
import { checkKey, valueAt } from './value.ts';

const forAgents = new Set<SpecOperationType>([
  'addTool',
  'removeTool',
  'moveTool',
  'addApproval',
  'removeApproval',
]);
const forTeams = new Set<SpecOperationType>([
  'addMember',
  'removeMember',
  'moveMember',
  'addNode',
  'removeNode',
  'renameNode',
  'connect',
  'disconnect',
]);

function assertKind(root: JsonValue, { type }: SpecOperation): void {
  const isTeam = valueAt(root, ['kind']) === 'Team';
  if (!(isTeam ? forAgents : forTeams).has(type)) return;
  const message = isTeam
    ? 'A team has no tools of its own: its members bring them.'
    : 'Only a team has members.';
  throw new EditRefusal('wrong_kind', message, ['kind']);
}

/** What an operation means in steps, given what the spec says now. */
export function planOperation(root: JsonValue, operation: SpecOperation): Step[] {
  assertKind(root, operation);
  switch (operation.type) {
    case 'set':
      return setAt(root, operation.path, operation.value);
    case 'remove':
      return removeAt(root, operation.path);
    case 'insert':
      return insertAt(root, operation.path, operation.value, operation.index);
    case 'move':
      return moveAt(root, operation.path, operation.from, operation.to);
    case 'renameKey':
      checkKey(operation.to, operation.path);
      return operation.path.at(-1) === operation.to
        ? []
        : [{ do: 'rename', path: operation.path, to: operation.to }];
    case 'setInstructions':
      return setAt(root, ['instructions'], operation.text);
    case 'setLimit':
      return operation.value === null
        ? dropAt(root, ['limits', operation.limit])
        : setAt(root, ['limits', operation.limit], operation.value);
    case 'setModelPolicy':
      return mergeAt(root, 'model', operation.model);
    case 'setField':
      return setField(root, operation.of, operation.name, operation.schema, operation.required);
    case 'removeField':
      return removeField(root, operation.of, operation.name);
    case 'renameField':
      return renameField(root, operation.of, operation.name, operation.to);
    case 'addTool':
      return addTool(root, operation.tool, operation.index);
    case 'removeTool':
      return removeTool(root, operation.tool);
    case 'moveTool':
      return moveAt(root, ['tools'], operation.from, operation.to);
    case 'addApproval':
      return addApproval(root, operation.tool);
    case 'removeApproval':
      return removeApproval(root, operation.tool);
    case 'addInvariant':
      assertFree(root, ['invariants'], 'id', operation.invariant.id);
      return insertAt(root, ['invariants'], operation.invariant, operation.index);
    case 'setInvariant':
      return setNamed(root, 'invariants', 'id', operation.id, operation.invariant);
    case 'removeInvariant':
      return removeAt(root, ['invariants', namedAt(root, ['invariants'], 'id', operation.id)]);
    case 'moveInvariant':
      return moveNamed(root, 'invariants', 'id', operation.id, operation.to);
    case 'addTest':
      assertFree(root, ['tests'], 'name', operation.test.name);
      return insertAt(root, ['tests'], operation.test, operation.index);
    case 'setTest':
      return setNamed(root, 'tests', 'name', operation.name, operation.test);
    case 'removeTest':
      return removeAt(root, ['tests', namedAt(root, ['tests'], 'name', operation.name)]);
    case 'moveTest':
      return moveNamed(root, 'tests', 'name', operation.name, operation.to);
    case 'addMember':
      assertMembers(root);
      return insertAt(root, ['members'], operation.member, operation.index);
    case 'removeMember':
      return removeMember(root, operation.agent);
    case 'moveMember':
      return moveAt(root, ['members'], operation.from, operation.to);
    case 'renameAgent':
      return renameAgent(root, operation.agent, operation.to);
    case 'addNode':
      return addNode(root, operation.name, operation.agent);
    case 'removeNode':
      return removeNode(root, operation.name);
    case 'renameNode':
      return renameNode(root, operation.name, operation.to);
    case 'connect':
      return connect(root, operation);
    case 'disconnect':
      return disconnect(root, operation.from, operation.to, operation.when);
    default:
      return operation satisfies never;
  }
}

function setNamed(
  root: JsonValue,
  list: 'invariants' | 'tests',
  key: 'id' | 'name',
  name: string,
  value: { readonly [key: string]: JsonValue },
): Step[] {
  const index = namedAt(root, [list], key, name);
  if (value[key] !== name) assertFree(root, [list], key, value[key]);
  return setAt(root, [list, index], value);
}

function moveNamed(
  root: JsonValue,
  list: 'invariants' | 'tests',
  key: 'id' | 'name',
  name: string,
  to: number,
): Step[] {
  return moveAt(root, [list], namedAt(root, [list], key, name), to);
}

function renameAgent(root: JsonValue, agent: string, to: string): Step[] {
  const asAgent = renameReferences(agentNames(root), agent, to);
  if (asAgent.length === 0) {
    throw new EditRefusal('no_such_place', `The spec names no agent "${agent}".`, []);
  }
  const isTool = asAgent.some((step) => step.do === 'put' && step.path[0] === 'tools');
  return [...asAgent, ...(isTool ? renameReferences(toolNames(root), agent, to) : [])];
}
