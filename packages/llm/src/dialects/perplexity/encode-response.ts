import type { ModelMessage, UserContent } from '../../model-port.ts';
import type { WireCall, WireRequest } from '../dialect.ts';
import { instructSchema } from '../instruct-schema.ts';
import { splitWithTalk } from '../split-instructions.ts';

/**
 * The request of a response that searches the web. The model is named, since a bare preset may resolve to another
 * vendor's. Source: docs.perplexity.ai, "Create Agent Response".
 */
export function encodeResponse(call: WireCall): WireRequest {
  const { outputSchema } = call;
  const held = outputSchema?.type === 'object' && call.model.structuredOutput;
  const messages =
    outputSchema === undefined || held ? call.messages : instructSchema(call.messages, outputSchema);
  const { instructions, talk } = splitWithTalk(messages);
  const body = {
    model: `perplexity/${call.model.name}`,
    ...(instructions === '' ? {} : { instructions }),
    input: talk.map(convert),
    tools: [{ type: 'web_search' }],
    max_output_tokens: call.maxOutputTokens,
    ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
    ...(call.topP === undefined ? {} : { top_p: call.topP }),
    ...(held
      ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: outputSchema } } }
      : {}),
    stream: call.streamed,
  };
  return { path: '/responses', headers: {}, body: JSON.stringify(body) };
}

/** Nothing but text goes in: it has no tools of the agent's, and what they said elsewhere is said by the user. */
function convert(message: ModelMessage): object {
  switch (message.role) {
    case 'assistant':
      return { type: 'message', role: 'assistant', content: message.content };
    case 'user':
      return { type: 'message', role: 'user', content: convertContent(message.content) };
    case 'system':
    case 'tool':
      return { type: 'message', role: 'user', content: message.content };
  }
}

function convertContent(content: UserContent): string | object[] {
  if (typeof content === 'string') return content;
  return content.map((part) =>
    part.type === 'text'
      ? { type: 'input_text', text: part.text }
      : {
          type: 'input_image',
          image_url: part.type === 'image' ? `data:${part.mediaType};base64,${part.data}` : part.url,
        },
  );
}
