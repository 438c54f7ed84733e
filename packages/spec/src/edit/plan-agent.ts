import type { JsonValue } from '../json-schema.ts';
import { toolNameOf } from '../tool-name.ts';
import { EditRefusal } from './edit-problem.ts';
import { insertAt, listAt } from './plan.ts';
import { approvalsPath } from './references.ts';
import type { Step } from './step.ts';
import { allowedTools, toolNamesOf } from './tool-names.ts';
import { isList, isMapping, isSame, valueAt } from './value.ts';

export function addTool(root: JsonValue, tool: unknown, index?: number): Step[] {
  const steps = insertAt(root, ['tools'], tool, index);
  if (listAt(root, ['tools']).some((each) => isSame(each, toJson(tool)))) {
    throw new EditRefusal('already_there', 'The agent has this tool already.', ['tools']);
  }
  return steps;
}

/** Guarantee: `insertAt` has checked it. */
function toJson(value: unknown): JsonValue {
  return value as JsonValue;
}

export function removeTool(root: JsonValue, name: string): Step[] {
  const tools = listAt(root, ['tools']);
  const whole = tools.findIndex((tool) => tool === name || (isMapping(tool) && tool.agent === name));
  const index =
    whole === -1 ? tools.findIndex((tool) => toolNamesOf(tool).includes(toolNameOf(name))) : whole;
  const tool = tools[index];
  if (tool === undefined)
    throw new EditRefusal('no_such_place', `The agent has no tool "${name}".`, ['tools']);
  const allowed = allowedTools(tool);
  const isPart = whole === -1 && allowed.length > 1;
  if (whole === -1 && allowed.length === 0) {
    const message = `"${name}" comes with "${String(tool)}"; remove that, or name its tools one by one.`;
    throw new EditRefusal('wrong_place', message, ['tools', index]);
  }
  const kind = isMapping(tool) && Object.hasOwn(tool, 'mcp') ? 'mcp' : 'openapi';
  const at = allowed.findIndex((each) => toolNameOf(each) === toolNameOf(name));
  const path = isPart ? ['tools', index, kind, 'allow', at] : ['tools', index];
  const gone = isPart ? [toolNameOf(name)] : toolNamesOf(tool);
  const others = new Set(tools.flatMap((each, other) => (other === index ? [] : toolNamesOf(each))));
  return [{ do: 'remove', path }, ...dropApprovals(root, (each) => gone.includes(each) && !others.has(each))];
}

export function removeApproval(root: JsonValue, tool: string): Step[] {
  const steps = dropApprovals(root, (each) => each === tool);
  if (steps.length > 0) return steps;
  throw new EditRefusal('no_such_place', `No approval is asked for "${tool}".`, ['approvals']);
}

function dropApprovals(root: JsonValue, isGone: (tool: string) => boolean): Step[] {
  const path = approvalsPath(root);
  const list = valueAt(root, path);
  if (!isList(list)) return [];
  return list
    .flatMap((each, index) => (typeof each === 'string' && isGone(each) ? [index] : []))
    .toReversed()
    .map((index) => ({ do: 'remove', path: [...path, index] }));
}

export function addApproval(root: JsonValue, tool: string): Step[] {
  const path = approvalsPath(root);
  if (listAt(root, path).includes(tool)) {
    throw new EditRefusal('already_there', `Calls of "${tool}" wait for a person already.`, path);
  }
  return insertAt(root, path, tool);
}
