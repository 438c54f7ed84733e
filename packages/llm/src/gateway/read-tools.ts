import type { ToolChoice, ToolDefinition } from '../model-port.ts';
import { FieldError } from './field-error.ts';
import { isGiven, readArray, readObject, readString, readWord } from './read-field.ts';

const maxTools = 128;
const noParameters = { type: 'object', properties: {} } as const;

/** The functions that a model may call. Throws FieldError. */
export function readTools(value: unknown): ToolDefinition[] {
  if (!isGiven(value)) return [];
  const given = readArray(value, 'tools');
  if (given.length > maxTools) {
    throw new FieldError('tools', `'tools' may have ${maxTools} entries, not ${given.length}.`);
  }
  return given.map((tool, index) => readTool(tool, `tools[${index}]`));
}

function readTool(value: unknown, at: string): ToolDefinition {
  const { type, function: given } = readObject(value, at);
  if (type !== 'function') throw new FieldError(`${at}.type`, `'${at}.type' must be function.`);
  const { name, description, parameters } = readObject(given, `${at}.function`);
  const toolName = readString(name, `${at}.function.name`);
  if (!/^[\w-]{1,64}$/.test(toolName)) {
    throw new FieldError(
      `${at}.function.name`,
      `'${at}.function.name' must be 1 to 64 letters, digits, _ or -.`,
    );
  }
  return {
    name: toolName,
    description: isGiven(description) ? readString(description, `${at}.function.description`) : '',
    parameters: isGiven(parameters) ? readObject(parameters, `${at}.function.parameters`) : noParameters,
  };
}

const choices = { auto: 'auto', none: 'none', required: 'required' } as const;

/** Throws FieldError, also for a function that is not among the tools. */
export function readToolChoice(value: unknown, tools: readonly ToolDefinition[]): ToolChoice | undefined {
  if (!isGiven(value)) return undefined;
  if (tools.length === 0 && value !== 'none' && value !== 'auto') {
    throw new FieldError('tool_choice', "'tool_choice' is only taken with 'tools'.");
  }
  if (typeof value === 'string') return readWord(value, 'tool_choice', choices);
  const { type, function: given } = readObject(value, 'tool_choice');
  if (type !== 'function') {
    throw new FieldError(
      'tool_choice.type',
      "'tool_choice.type' must be function; other kinds are not taken.",
    );
  }
  const name = readString(readObject(given, 'tool_choice.function').name, 'tool_choice.function.name');
  if (!tools.some((tool) => tool.name === name)) {
    throw new FieldError('tool_choice.function.name', `'tools' has no function '${name.slice(0, 64)}'.`);
  }
  return { name };
}
