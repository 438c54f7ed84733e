import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { FinishReason } from '../../model-port.ts';
import { convertMessages } from '../langchain/convert-messages.ts';
import { convertTools } from '../langchain/convert-tools.ts';
import { instructSchema } from '../langchain/instruct-schema.ts';
import { keepModels } from '../langchain/keep-models.ts';
import { readChunks } from '../langchain/read-chunks.ts';
import type { ProviderCall, ProviderEvent } from '../provider.ts';
import { convertSchema } from './convert-schema.ts';
import { type AnthropicEndpoint, DirectMessages } from './direct-messages.ts';

/** Streams messages of Anthropic's Messages API. */
export function createMessages(endpoint: AnthropicEndpoint) {
  const chatFor = keepModels(
    (call) =>
      new DirectMessages(endpoint, {
        model: call.model.name,
        maxTokens: call.maxOutputTokens,
        ...(call.temperature === undefined ? {} : { temperature: Math.min(1, call.temperature) }),
        ...(call.model.effort ? { outputConfig: { effort: call.effort } } : {}),
      }),
  );
  return (call: ProviderCall, signal: AbortSignal): AsyncIterable<ProviderEvent> => {
    const { tools, outputSchema } = call;
    const schema = outputSchema === undefined ? undefined : convertSchema(outputSchema);
    const messages =
      outputSchema !== undefined && schema === null
        ? instructSchema(call.messages, outputSchema)
        : call.messages;
    return readChunks(
      () =>
        chatFor(call)._streamResponseChunks(convertMessages(messages, { lateSystem: false }), {
          signal,
          ...(tools.length > 0 ? { tools: convertTools(tools) } : {}),
          ...(schema
            ? { outputConfig: { format: { type: 'json_schema' as const, schema: { ...schema } } } }
            : {}),
        }),
      finishOfMessage,
    );
  };
}

/** `stop_reason`, which comes with the last `message_delta`. */
function finishOfMessage(chunk: ChatGenerationChunk): FinishReason | undefined {
  const reason: unknown = chunk.message.additional_kwargs.stop_reason;
  switch (reason) {
    case undefined:
    case null:
      return undefined;
    case 'tool_use':
      return 'tool_calls';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'length';
    case 'refusal':
      return 'content_filter';
    default:
      return 'stop';
  }
}
