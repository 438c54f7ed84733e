import type { BindToolsInput } from '@langchain/core/language_models/chat_models';
import { convertToOpenAITool } from '@langchain/core/utils/function_calling';
import type { ModelRequest, ToolDefinition } from '../model-port.ts';

/** Tools in any form that LangChain knows (its own, zod schemas, OpenAI's) as ours. */
export function convertTools(tools: readonly BindToolsInput[]): ToolDefinition[] {
  return tools.map((tool) => {
    const { name, description, parameters } = convertToOpenAITool({ ...tool }).function;
    return {
      name,
      description: description ?? '',
      parameters: { type: 'object', properties: {}, ...parameters },
    };
  });
}

/** LangChain's `tool_choice`: `any` is our `required`, any other word or OpenAI's object names a tool. */
export function convertToolChoice(choice: unknown): Pick<ModelRequest, 'toolChoice'> {
  if (choice === undefined || choice === null) return {};
  if (choice === 'any' || choice === 'required') return { toolChoice: 'required' };
  if (choice === 'auto' || choice === 'none') return { toolChoice: choice };
  if (typeof choice === 'string') return { toolChoice: { name: choice } };
  const named: unknown = Reflect.get(Object(Reflect.get(Object(choice), 'function')), 'name');
  return typeof named === 'string' ? { toolChoice: { name: named } } : {};
}
