import type { ModelMessage, UserContent } from '../../model-port.ts';
import { ProviderError } from '../../provider-error.ts';

/** Our messages as `/api/chat` takes them: images beside the text, arguments as objects. */
export function convertMessages(messages: readonly ModelMessage[]): object[] {
  return messages.map(convert);
}

function convert(message: ModelMessage): object {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.content };
    case 'user':
      return { role: 'user', ...convertContent(message.content) };
    case 'assistant':
      return {
        role: 'assistant',
        content: message.content,
        ...(message.toolCalls.length === 0
          ? {}
          : {
              tool_calls: message.toolCalls.map(({ name, arguments: args }) => ({
                function: { name, arguments: args },
              })),
            }),
      };
    case 'tool':
      return { role: 'tool', content: message.content, tool_name: message.name };
  }
}

function convertContent(content: UserContent): { content: string; images?: string[] } {
  if (typeof content === 'string') return { content };
  const texts: string[] = [];
  const images: string[] = [];
  for (const part of content) {
    if (part.type === 'text') texts.push(part.text);
    else if (part.type === 'image') images.push(part.data);
    else throw new ProviderError('invalid_request', 'it takes images themselves and not their addresses');
  }
  return { content: texts.join('\n'), ...(images.length === 0 ? {} : { images }) };
}
