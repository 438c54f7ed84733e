import type { Authored, SpecOperation } from './operation.ts';
import { pathText } from './path-text.ts';

function named(value: string | Authored, ...keys: string[]): string {
  if (typeof value === 'string') return value;
  const key = keys.find((each) => typeof value[each] === 'string');
  return key === undefined ? (Object.keys(value)[0] ?? 'one') : String(value[key]);
}

/** What an operation does, in a few words for menus of undo and redo, histories and the audit log. */
export function describeOperation(operation: SpecOperation): string {
  switch (operation.type) {
    case 'set':
      return `Set ${pathText(operation.path)}`;
    case 'remove':
      return `Remove ${pathText(operation.path)}`;
    case 'insert':
      return `Add to ${pathText(operation.path)}`;
    case 'move':
      return `Move in ${pathText(operation.path)}`;
    case 'renameKey':
      return `Rename ${pathText(operation.path)} to "${operation.to}"`;
    case 'setInstructions':
      return 'Change the instructions';
    case 'setLimit':
      return operation.value === null
        ? `Remove the limit ${operation.limit}`
        : `Set the limit ${operation.limit} to ${operation.value}`;
    case 'setModelPolicy':
      return `Change the model: ${Object.keys(operation.model).join(', ')}`;
    case 'setField':
      return `Set the ${operation.of} field "${operation.name}"`;
    case 'removeField':
      return `Remove the ${operation.of} field "${operation.name}"`;
    case 'renameField':
      return `Rename the ${operation.of} field "${operation.name}" to "${operation.to}"`;
    case 'addTool':
      return `Add the tool ${named(operation.tool, 'agent')}`;
    case 'removeTool':
      return `Remove the tool ${operation.tool}`;
    case 'moveTool':
      return 'Move a tool';
    case 'addApproval':
      return `Let ${operation.tool} wait for a person`;
    case 'removeApproval':
      return `Let ${operation.tool} run without asking`;
    case 'addInvariant':
      return `Add the rule "${named(operation.invariant, 'id')}"`;
    case 'setInvariant':
      return `Change the rule "${operation.id}"`;
    case 'removeInvariant':
      return `Remove the rule "${operation.id}"`;
    case 'moveInvariant':
      return `Move the rule "${operation.id}"`;
    case 'addTest':
      return `Add the test "${named(operation.test, 'name')}"`;
    case 'setTest':
      return `Change the test "${operation.name}"`;
    case 'removeTest':
      return `Remove the test "${operation.name}"`;
    case 'moveTest':
      return `Move the test "${operation.name}"`;
    case 'addMember':
      return `Add the member ${named(operation.member, 'agent')}`;
    case 'removeMember':
      return `Remove the member ${operation.agent}`;
    case 'moveMember':
      return 'Move a member';
    case 'renameAgent':
      return `Name ${operation.to} instead of ${operation.agent}`;
    case 'addNode':
      return `Add the node ${operation.name}`;
    case 'removeNode':
      return `Remove the node ${operation.name}`;
    case 'renameNode':
      return `Rename the node ${operation.name} to ${operation.to}`;
    case 'connect':
      return `Connect ${operation.from} to ${operation.to}`;
    case 'disconnect':
      return `Disconnect ${operation.from} from ${operation.to}`;
    default:
      return operation satisfies never;
  }
}
