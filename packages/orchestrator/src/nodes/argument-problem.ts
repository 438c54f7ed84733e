import type { ToolCall } from '@agent-factory/llm';
import {
  compileJsonSchema,
  type JsonSchema,
  type JsonValue,
  type SchemaViolation,
} from '@agent-factory/spec';
import type { AgentTool } from '../ports/tool-port.ts';

const validators = new WeakMap<JsonSchema, (value: unknown) => SchemaViolation[]>();

/** Why a call cannot be made, in words for the model; null when it can. */
export function argumentProblem(
  call: ToolCall,
  input: JsonValue,
  tools: readonly AgentTool[],
): string | null {
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) {
    const names = tools.map(({ name }) => `"${name}"`).join(', ') || 'none';
    return `There is no tool "${call.name}". The tools of this agent: ${names}.`;
  }
  if (call.invalidJson !== undefined) return `The arguments of "${call.name}" are not valid JSON.`;
  let violationsOf = validators.get(tool.parameters);
  if (violationsOf === undefined) {
    violationsOf = compileJsonSchema(tool.parameters);
    validators.set(tool.parameters, violationsOf);
  }
  const violations = violationsOf(input);
  if (violations.length === 0) return null;
  const list = violations.slice(0, 5).map(({ pointer, message }) => `${pointer || '/'}: ${message}`);
  return `The arguments of "${call.name}" do not fit its schema. ${list.join('; ')}`;
}
