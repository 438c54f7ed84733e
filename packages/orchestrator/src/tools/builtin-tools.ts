import { AppError } from '@agent-factory/contracts';
import type { JsonValue, ToolRef } from '@agent-factory/spec';
import type { AgentTool, ToolPort } from '../ports/tool-port.ts';
import { calculator } from './calculator/calculator.ts';
import { currentTime } from './current-time/current-time.ts';
import { httpGet } from './http-get/http-get.ts';
import { jsonQuery } from './json-query/json-query.ts';
import type { Tool, ToolEnvironment } from './tool.ts';

const tools: ReadonlyMap<string, Tool> = new Map(
  [calculator, currentTime, jsonQuery, httpGet].map((tool) => [tool.name, tool]),
);

/** The tools that come with the product and need no connection. */
export function createBuiltinTools(environment: ToolEnvironment): ToolPort {
  return {
    definitions: async (refs) => refs.map((ref): AgentTool => definitionOf(ref)),
    async call(name, input, { signal }) {
      const tool = tools.get(name);
      if (tool === undefined) throw new AppError('not_found', `There is no tool "${name}".`);
      return await tool.run(jsonArguments(input), environment, signal);
    },
  };
}

function definitionOf(ref: ToolRef): AgentTool {
  const tool = ref.type === 'builtin' ? tools.get(ref.name) : undefined;
  if (tool === undefined) {
    const name = ref.type === 'builtin' || ref.type === 'agent' ? ref.name : ref.url;
    throw new AppError('spec_not_runnable', `The tool "${name}" (${ref.type}) cannot run yet.`);
  }
  const { name, description, parameters } = tool;
  return { name, description, parameters, effect: 'read', idempotent: true };
}

/** Arguments were parsed from a model's JSON. */
function jsonArguments(input: Readonly<Record<string, unknown>>): Readonly<Record<string, JsonValue>> {
  return input as Readonly<Record<string, JsonValue>>;
}
