import type { ContentPart, ModelMessage, UserContent } from '../../model-port.ts';
import { fitToolId } from '../fit-tool-id.ts';
import { readSeal } from './seal-thoughts.ts';

interface Turn {
  role: 'user' | 'assistant';
  content: object[];
}

/**
 * The talk as turns of content blocks. Adjacent messages of one side become one turn, since the results of parallel
 * calls must come in one, before anything else that the user says. `thinks`: whether thoughts may be given back.
 */
export function convertMessages(talk: readonly ModelMessage[], thinks: boolean): Turn[] {
  const turns: Turn[] = [];
  for (const message of talk) {
    const role = message.role === 'assistant' ? 'assistant' : 'user';
    const blocks = blocksOf(message, thinks);
    // The vendor refuses a turn without content.
    if (blocks.length === 0) continue;
    const last = turns.at(-1);
    if (last?.role === role) last.content.push(...blocks);
    else turns.push({ role, content: blocks });
  }
  const last = turns.at(-1);
  // What is to be written on must not end in white space.
  if (last?.role === 'assistant') last.content = last.content.map(trimEnd);
  return turns;
}

function blocksOf(message: ModelMessage, thinks: boolean): object[] {
  switch (message.role) {
    case 'system':
      return textBlocks(message.content);
    case 'user':
      return contentBlocks(message.content);
    case 'assistant': {
      const thoughts = thinks ? readSeal(message.reasoning) : [];
      const calls = message.toolCalls.map(({ id, name, arguments: input }) => ({
        type: 'tool_use',
        id: fit(id),
        name,
        input,
      }));
      return [...thoughts, ...textBlocks(message.content), ...calls];
    }
    case 'tool':
      return [
        {
          type: 'tool_result',
          tool_use_id: fit(message.toolCallId),
          content: message.content,
          ...(message.isError ? { is_error: true } : {}),
        },
      ];
  }
}

function contentBlocks(content: UserContent): object[] {
  return typeof content === 'string' ? textBlocks(content) : content.flatMap(convertPart);
}

function convertPart(part: ContentPart): object[] {
  switch (part.type) {
    case 'text':
      return textBlocks(part.text);
    case 'image':
      return [{ type: 'image', source: { type: 'base64', media_type: part.mediaType, data: part.data } }];
    case 'image_url':
      return [{ type: 'image', source: { type: 'url', url: part.url } }];
  }
}

/** Blocks of nothing but white space are refused. */
function textBlocks(text: string): object[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

function trimEnd(block: object): object {
  return 'text' in block && typeof block.text === 'string' ? { ...block, text: block.text.trimEnd() } : block;
}

function fit(id: string): string {
  return fitToolId(id, /^[a-zA-Z0-9_-]{1,64}$/, 'toolu_');
}
