import { AppError } from '@agent-factory/contracts';
import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import type { ModelMessage, ToolCall } from '../model-port.ts';
import { convertContent, textOf } from './convert-content.ts';
import { readReasoning } from './reasoning.ts';

/** LangChain's messages as ours. Throws AppError `invalid_input` for a kind that no model can be sent. */
export function convertMessages(messages: readonly BaseMessage[]): ModelMessage[] {
  const names = new Map<string, string>();
  return messages.map((message) => convert(message, names));
}

/** `names` remembers what was called, since a tool's answer need not repeat its name. */
function convert(message: BaseMessage, names: Map<string, string>): ModelMessage {
  if (SystemMessage.isInstance(message)) return { role: 'system', content: textOf(message.content) };
  if (HumanMessage.isInstance(message)) return { role: 'user', content: convertContent(message.content) };
  if (AIMessage.isInstance(message)) {
    const toolCalls = callsOf(message);
    for (const { id, name } of toolCalls) names.set(id, name);
    const reasoning = readReasoning(message.additional_kwargs);
    return {
      role: 'assistant',
      content: textOf(message.content),
      toolCalls,
      ...(reasoning === undefined ? {} : { reasoning }),
    };
  }
  if (ToolMessage.isInstance(message)) {
    return {
      role: 'tool',
      toolCallId: message.tool_call_id,
      name: message.name ?? names.get(message.tool_call_id) ?? '',
      content: textOf(message.content),
      isError: message.status === 'error',
    };
  }
  throw new AppError('invalid_input', `A message of type "${message.type}" cannot be sent to a model.`);
}

function callsOf(message: AIMessage): ToolCall[] {
  const calls = (message.tool_calls ?? []).map(({ id, name, args }) => ({
    id: id ?? '',
    name,
    arguments: args,
  }));
  const invalid = (message.invalid_tool_calls ?? []).map(({ id, name, args }) => ({
    id: id ?? '',
    name: name ?? '',
    arguments: {},
    invalidJson: args ?? '',
  }));
  return [...calls, ...invalid];
}
