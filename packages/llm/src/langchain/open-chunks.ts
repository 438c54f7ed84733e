import {
  AIMessageChunk,
  type BaseMessageChunk,
  type StandardMessageStructure,
} from '@langchain/core/messages';
import { ChatGenerationChunk } from '@langchain/core/outputs';
import type { ModelEvent } from '../model-port.ts';
import { convertFinish, convertUsage } from './convert-finish.ts';
import { writeReasoning } from './reasoning.ts';

/** Our events as LangChain's chunks, one each; joined they are the message, with usage and cost. */
export async function* openChunks(events: AsyncIterable<ModelEvent>): AsyncGenerator<ChatGenerationChunk> {
  let calls = 0;
  for await (const event of events) {
    switch (event.type) {
      case 'text':
        yield chunkOf(event.text, new AIMessageChunk(event.text));
        break;
      case 'reasoning':
        yield chunkOf('', new AIMessageChunk({ content: '', additional_kwargs: writeReasoning(event) }));
        break;
      case 'tool_call': {
        const { id, name, arguments: args, invalidJson } = event.call;
        const piece = { type: 'tool_call_chunk' as const, id, name, index: calls++ };
        const call = { ...piece, args: invalidJson ?? JSON.stringify(args) };
        yield chunkOf('', new AIMessageChunk({ content: '', tool_call_chunks: [call] }));
        break;
      }
      case 'finish':
        yield chunkOf(
          '',
          // The default structure's type knows no usage.
          new AIMessageChunk<StandardMessageStructure>({
            content: '',
            usage_metadata: convertUsage(event),
            response_metadata: convertFinish(event),
          }),
        );
        break;
    }
  }
}

function chunkOf(text: string, message: BaseMessageChunk): ChatGenerationChunk {
  return new ChatGenerationChunk({ text, message });
}
