import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  SystemMessage,
  ToolMessage,
} from '@langchain/core/messages';
import type { ModelMessage } from '../../model-port.ts';

/**
 * Our messages as LangChain's. The instructions at the beginning become one system message; later ones stay
 * system messages only where the vendor takes them anywhere (`lateSystem`), else they are said by the user.
 */
export function convertMessages(
  messages: readonly ModelMessage[],
  options: { lateSystem: boolean },
): BaseMessage[] {
  const firstTalk = messages.findIndex(({ role }) => role !== 'system');
  const opening = firstTalk === -1 ? messages : messages.slice(0, firstTalk);
  const instructions = opening.map(({ content }) => content).join('\n\n');
  const talk = firstTalk === -1 ? [] : messages.slice(firstTalk);
  return [
    ...(instructions === '' ? [] : [new SystemMessage(instructions)]),
    ...talk.map((message) => convert(message, options)),
  ];
}

function convert(message: ModelMessage, options: { lateSystem: boolean }): BaseMessage {
  switch (message.role) {
    case 'system':
      return options.lateSystem ? new SystemMessage(message.content) : new HumanMessage(message.content);
    case 'user':
      return new HumanMessage(message.content);
    case 'assistant':
      return new AIMessage({
        content: message.content,
        tool_calls: message.toolCalls.map(({ id, name, arguments: args }) => ({
          id,
          name,
          args: { ...args },
          type: 'tool_call',
        })),
      });
    case 'tool':
      return new ToolMessage({
        content: message.content,
        tool_call_id: message.toolCallId,
        name: message.name,
        status: message.isError ? 'error' : 'success',
      });
  }
}
