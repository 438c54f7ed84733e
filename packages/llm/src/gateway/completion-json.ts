import type { AnswerPiece, FinishEvent, ToolCall } from '../model-port.ts';
import { newChatId } from './new-chat-id.ts';
import { extensionJson, usageJson } from './usage-json.ts';

/** Gathers the pieces of one answer into a `chat.completion`. */
export interface CompletionWriter {
  pieces(pieces: readonly AnswerPiece[]): void;
  finished(finish: FinishEvent): string;
}

export function createCompletionWriter(options: { created: number }): CompletionWriter {
  let raw: string | null = null;
  let text = '';
  let reasoning = '';
  const calls: ToolCall[] = [];
  return {
    pieces(pieces) {
      for (const piece of pieces) {
        if (piece.raw !== null) raw = piece.raw;
        switch (piece.event?.type) {
          case 'text':
            text += piece.event.text;
            break;
          case 'reasoning':
            reasoning += piece.event.text;
            break;
          case 'tool_call':
            calls.push(piece.event.call);
            break;
        }
      }
    },
    finished(finish) {
      const own = raw?.trimEnd();
      // The vendor's object stays as it is, with one more field before its closing brace.
      if (own?.endsWith('}')) return `${own.slice(0, -1)},"agent_factory":${extensionJson(finish)}}`;
      const message = {
        role: 'assistant',
        content: text === '' && calls.length > 0 ? null : text,
        refusal: null,
        ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
        ...(calls.length === 0 ? {} : { tool_calls: calls.map(callJson) }),
      };
      return (
        `{"id":"${newChatId()}","object":"chat.completion","created":${options.created}` +
        `,"model":${JSON.stringify(finish.model)},"choices":[{"index":0,"message":${JSON.stringify(message)}` +
        `,"logprobs":null,"finish_reason":"${finish.finishReason}"}],"usage":${usageJson(finish)}` +
        `,"agent_factory":${extensionJson(finish)}}`
      );
    },
  };
}

function callJson({ id, name, arguments: input, invalidJson }: ToolCall) {
  return { id, type: 'function', function: { name, arguments: invalidJson ?? JSON.stringify(input) } };
}
