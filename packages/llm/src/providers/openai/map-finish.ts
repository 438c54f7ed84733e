import type { ChatGenerationChunk } from '@langchain/core/outputs';
import type { FinishReason } from '../../model-port.ts';

/** `finish_reason` of chat completions; undefined until the vendor has said that it is done. */
export function finishOfCompletion(chunk: ChatGenerationChunk): FinishReason | undefined {
  const reason: unknown = chunk.generationInfo?.finish_reason;
  switch (reason) {
    case undefined:
    case null:
      return undefined;
    case 'length':
    case 'content_filter':
    case 'tool_calls':
      return reason;
    case 'function_call':
      return 'tool_calls';
    default:
      return 'stop';
  }
}
