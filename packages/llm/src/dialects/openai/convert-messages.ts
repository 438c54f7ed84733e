import type { ContentPart, ModelMessage, UserContent } from '../../model-port.ts';
import type { WireCall } from '../dialect.ts';
import { fitToolId } from '../fit-tool-id.ts';
import { splitInstructions } from '../split-instructions.ts';
import { alternateTurns } from './alternate-turns.ts';
import type { OpenaiQuirks } from './quirks.ts';

/** Our messages as chat completions take them; the instructions at the beginning become one system message. */
export function convertMessages(
  messages: readonly ModelMessage[],
  call: WireCall,
  quirks: OpenaiQuirks,
): object[] {
  const { instructions, talk } = splitInstructions(quirks.alternates ? alternateTurns(messages) : messages);
  const converted: object[] = [];
  if (instructions !== '') {
    const marked = call.cacheInput && quirks.marksCache(call.model);
    const content = marked
      ? [{ type: 'text', text: instructions, cache_control: { type: 'ephemeral' } }]
      : instructions;
    converted.push({ role: 'system', content });
  }
  for (const message of talk) converted.push(convert(message, quirks));
  const last = converted.at(-1);
  if (quirks.prefix && last !== undefined && talk.at(-1)?.role === 'assistant') {
    converted[converted.length - 1] = { ...last, prefix: true };
  }
  return converted;
}

function convert(message: ModelMessage, quirks: OpenaiQuirks): object {
  switch (message.role) {
    case 'system':
      return { role: quirks.lateSystem ? 'system' : 'user', content: message.content };
    case 'user':
      return { role: 'user', content: convertContent(message.content) };
    case 'assistant': {
      if (message.toolCalls.length === 0) return { role: 'assistant', content: message.content };
      const calls = message.toolCalls.map(({ id, name, arguments: args }) => ({
        id: fitToolId(id, quirks.toolId.fits, quirks.toolId.prefix),
        type: 'function',
        // What could not be parsed is not sent back: some services refuse a request that holds it.
        function: { name, arguments: JSON.stringify(args) },
      }));
      return {
        role: 'assistant',
        content: message.content === '' ? null : message.content,
        tool_calls: calls,
      };
    }
    case 'tool':
      return {
        role: 'tool',
        tool_call_id: fitToolId(message.toolCallId, quirks.toolId.fits, quirks.toolId.prefix),
        ...(quirks.namesToolResults ? { name: message.name } : {}),
        content: message.content,
      };
  }
}

function convertContent(content: UserContent): string | object[] {
  return typeof content === 'string' ? content : content.map(convertPart);
}

function convertPart(part: ContentPart): object {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image_url', image_url: { url: `data:${part.mediaType};base64,${part.data}` } };
    case 'image_url':
      return { type: 'image_url', image_url: { url: part.url } };
  }
}
