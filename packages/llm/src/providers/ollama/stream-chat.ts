import type { ChatGenerationChunk } from '@langchain/core/outputs';
import { ChatOllama } from '@langchain/ollama';
import type { FinishReason } from '../../model-port.ts';
import { countInput } from '../../tokens/count-tokens.ts';
import { convertMessages } from '../langchain/convert-messages.ts';
import { convertTools } from '../langchain/convert-tools.ts';
import { readChunks } from '../langchain/read-chunks.ts';
import type { ProviderCall, ProviderEvent } from '../provider.ts';
import { ollamaFetch } from './ollama-fetch.ts';

/**
 * Streams a chat of Ollama's own API. Its OpenAI-compatible one cannot set the context, so there a prompt longer
 * than the default of 4,096 tokens would be cut without a word.
 */
export function streamChat(
  endpoint: { baseUrl: string; fetch: typeof globalThis.fetch },
  call: ProviderCall,
  signal: AbortSignal,
): AsyncIterable<ProviderEvent> {
  const { model, temperature, outputSchema } = call;
  // Made anew for each call: its client has no other way to hear of a signal than through its fetch.
  const chat = new ChatOllama({
    model: model.name,
    baseUrl: endpoint.baseUrl,
    fetch: ollamaFetch(endpoint.fetch, signal),
    maxRetries: 0,
    numPredict: call.maxOutputTokens,
    numCtx: contextFor(call),
    ...(temperature === undefined ? {} : { temperature }),
  });
  return readChunks(
    () =>
      chat._streamResponseChunks(convertMessages(call.messages, { lateSystem: true }), {
        signal,
        ...(call.tools.length > 0 ? { tools: convertTools(call.tools) } : {}),
        ...(outputSchema === undefined ? {} : { format: { ...outputSchema } }),
      }),
    finishOfChat,
  );
}

/** Powers of two, since Ollama loads a model anew whenever the size changes. */
function contextFor(call: ProviderCall): number {
  const needed = Math.ceil(countInput(call).expected * 1.3) + call.maxOutputTokens;
  return Math.min(call.model.contextTokens, 2 ** Math.ceil(Math.log2(Math.max(4_096, needed))));
}

/** `done_reason`, which comes with the last line. */
function finishOfChat(chunk: ChatGenerationChunk): FinishReason | undefined {
  const { done, done_reason: reason } = chunk.message.response_metadata;
  if (done !== true) return undefined;
  return reason === 'length' ? 'length' : 'stop';
}
