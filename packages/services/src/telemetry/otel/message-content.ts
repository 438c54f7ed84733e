import type { ContentPart, ModelMessage, ToolCall } from '@agent-factory/llm';

// Shapes of gen_ai.input.messages and gen_ai.output.messages; recorded only where an operator asked for it.

type Part = Readonly<Record<string, unknown>>;

export function systemInstructions(messages: readonly ModelMessage[]): Part[] {
  return messages.flatMap((message) => (message.role === 'system' ? [textPart(message.content)] : []));
}

export function inputMessages(messages: readonly ModelMessage[]): { role: string; parts: Part[] }[] {
  return messages.flatMap((message) =>
    message.role === 'system' ? [] : [{ role: message.role, parts: partsOf(message) }],
  );
}

export function textPart(content: string): Part {
  return { type: 'text', content };
}

export function toolCallPart(call: ToolCall): Part {
  return { type: 'tool_call', id: call.id, name: call.name, arguments: call.arguments };
}

function partsOf(message: Exclude<ModelMessage, { role: 'system' }>): Part[] {
  switch (message.role) {
    case 'user':
      return typeof message.content === 'string'
        ? [textPart(message.content)]
        : message.content.map(contentPart);
    case 'assistant':
      return [
        ...(message.content === '' ? [] : [textPart(message.content)]),
        ...message.toolCalls.map(toolCallPart),
      ];
    case 'tool':
      return [{ type: 'tool_call_response', id: message.toolCallId, response: message.content }];
  }
}

function contentPart(part: ContentPart): Part {
  switch (part.type) {
    case 'text':
      return textPart(part.text);
    case 'image':
      return { type: 'blob', modality: 'image', mime_type: part.mediaType, content: part.data };
    case 'image_url':
      return { type: 'uri', modality: 'image', uri: part.url };
  }
}
