import {
  AIMessageChunk,
  type BaseMessageChunk,
  type StandardMessageStructure,
} from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ModelEvent } from '../model-port.ts';
import { convertFinish, convertUsage } from './convert-finish.ts';
import { writeReasoning } from './reasoning.ts';

/** An event as LangChain's chunk; joined they are the message, with usage and cost. `index` tells calls apart. */
export function convertEvent(event: ModelEvent, index: number): ChatGenerationChunk {
  switch (event.type) {
    case 'text':
      return chunkOf(event.text, new AIMessageChunk(event.text));
    case 'reasoning':
      return chunkOf('', new AIMessageChunk({ content: '', additional_kwargs: writeReasoning(event) }));
    case 'tool_call': {
      const { id, name, arguments: args, invalidJson } = event.call;
      const call = {
        type: 'tool_call_chunk' as const,
        id,
        name,
        args: invalidJson ?? JSON.stringify(args),
        index,
      };
      return chunkOf('', new AIMessageChunk({ content: '', tool_call_chunks: [call] }));
    }
    case 'finish': {
      const metadata = { usage_metadata: convertUsage(event), response_metadata: convertFinish(event) };
      // The default structure's type knows no usage.
      return chunkOf('', new AIMessageChunk<StandardMessageStructure>({ content: '', ...metadata }));
    }
  }
}

function chunkOf(text: string, message: BaseMessageChunk): ChatGenerationChunk {
  return new ChatGenerationChunk({ text, message });
}
