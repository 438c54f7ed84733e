import { convertMessages } from '../langchain/convert-messages.ts';
import { convertOutputSchema, convertTools } from '../langchain/convert-tools.ts';
import { instructSchema } from '../langchain/instruct-schema.ts';
import { keepModels } from '../langchain/keep-models.ts';
import { readChunks } from '../langchain/read-chunks.ts';
import type { ProviderCall, ProviderEvent } from '../provider.ts';
import { DirectCompletions, type OpenaiEndpoint } from './direct-classes.ts';
import { finishOfCompletion } from './map-finish.ts';

/** Streams chat completions of one endpoint. */
export function createCompletions(endpoint: OpenaiEndpoint) {
  const chatFor = keepModels(
    (call) =>
      new DirectCompletions(endpoint, {
        model: call.model.name,
        maxTokens: call.maxOutputTokens,
        streamUsage: true,
        ...(call.temperature === undefined ? {} : { temperature: call.temperature }),
        ...(call.model.effort ? { reasoning: { effort: call.effort } } : {}),
      }),
  );
  return (call: ProviderCall, signal: AbortSignal): AsyncIterable<ProviderEvent> => {
    const { tools, outputSchema } = call;
    // The vendor holds an answer to an object alone.
    const held = outputSchema?.type === 'object';
    const messages =
      outputSchema === undefined || held ? call.messages : instructSchema(call.messages, outputSchema);
    return readChunks(
      () =>
        // What LangChain's `stream` wraps in callbacks, tracing and retries, none of which are wanted here.
        chatFor(call)._streamResponseChunks(convertMessages(messages, endpoint), {
          signal,
          ...(tools.length > 0 ? { tools: convertTools(tools) } : {}),
          ...(outputSchema !== undefined && held
            ? { response_format: convertOutputSchema(outputSchema) }
            : {}),
        }),
      finishOfCompletion,
    );
  };
}
