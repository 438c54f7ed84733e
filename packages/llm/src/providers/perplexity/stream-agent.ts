import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { FinishReason } from '../../model-port.ts';
import { convertMessages } from '../langchain/convert-messages.ts';
import { convertOutputSchema } from '../langchain/convert-tools.ts';
import { keepModels } from '../langchain/keep-models.ts';
import { readChunks } from '../langchain/read-chunks.ts';
import { DirectResponses, type OpenaiEndpoint } from '../openai/direct-classes.ts';
import type { ProviderCall, ProviderEvent } from '../provider.ts';

/**
 * Streams responses of Perplexity's Agent API, which speaks OpenAI's Responses and took the place of its chat
 * completions on 2026-09-27. The model is named, since a bare preset may resolve to another vendor's.
 */
export function createAgent(endpoint: OpenaiEndpoint) {
  const chatFor = keepModels(
    (call) =>
      new DirectResponses(endpoint, {
        model: `perplexity/${call.model.name}`,
        maxTokens: call.maxOutputTokens,
        ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
      }),
  );
  return (call: ProviderCall, signal: AbortSignal): AsyncIterable<ProviderEvent> => {
    const { outputSchema } = call;
    return readChunks(
      () =>
        chatFor(call)._streamResponseChunks(convertMessages(call.messages, endpoint), {
          signal,
          tools: [{ type: 'web_search' }],
          ...(outputSchema === undefined ? {} : { response_format: convertOutputSchema(outputSchema) }),
        }),
      finishOfResponse,
    );
  };
}

/** `status` of the final `response.completed` or `response.incomplete`. */
function finishOfResponse(chunk: ChatGenerationChunk): FinishReason | undefined {
  const { status, incomplete_details: details } = chunk.message.response_metadata;
  if (status === 'completed') return 'stop';
  if (status !== 'incomplete') return undefined;
  const reason: unknown =
    typeof details === 'object' && details !== null ? Reflect.get(details, 'reason') : undefined;
  return reason === 'content_filter' ? 'content_filter' : 'length';
}
