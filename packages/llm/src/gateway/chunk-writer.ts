import type { AnswerPiece, FinishEvent, FinishReason } from '../model-port.ts';
import { newChatId } from './new-chat-id.ts';
import { extensionJson, usageJson } from './usage-json.ts';

/**
 * Writes the pieces of one answer as `chat.completion.chunk` events. The vendor's own JSON is passed on as it is
 * where there is some; what the vendor says in another protocol is written anew.
 */
export interface ChunkWriter {
  /** What to send for pieces that arrived together; may be empty. */
  pieces(pieces: readonly AnswerPiece[]): string;
  /** The end: finish reason, usage if wanted, `[DONE]`. */
  finished(finish: FinishEvent): string;
}

const end = '},"logprobs":null,"finish_reason":null}]}\n\n';
/** A chunk that has usage and no choice. Ours is written from the settled numbers instead. */
const withoutChoices = /"choices":\s*\[\s*\]/;
const withFinishReason = /"finish_reason":\s*"/;

export function createChunkWriter(options: {
  model: string;
  /** Seconds since the epoch. */
  created: number;
  includeUsage: boolean;
  /** The vendor's own JSON says all; what comes without it only repeats it (a call gathered from its chunks). */
  raw: boolean;
}): ChunkWriter {
  /** What all chunks of ours begin with; '' until the first. */
  let head = '';
  let choice = '';
  let started = false;
  let calls = 0;
  let finishSeen = false;

  function makeHead(): void {
    if (head !== '') return;
    head =
      `data: {"id":"${newChatId()}","object":"chat.completion.chunk","created":${options.created}` +
      `,"model":${JSON.stringify(options.model)},"choices":[`;
    choice = `${head}{"index":0,"delta":{`;
  }

  function opening(): string {
    makeHead();
    if (started) return '';
    started = true;
    return `${choice}"role":"assistant","content":""${end}`;
  }

  function passedOn(raw: string): string {
    if (withoutChoices.test(raw)) return '';
    started = true;
    finishSeen ||= withFinishReason.test(raw);
    // Between values a line break means nothing to JSON, and within a server-sent event it would end the line.
    return `data: ${raw.includes('\n') || raw.includes('\r') ? raw.replaceAll(/[\r\n]+/g, ' ') : raw}\n\n`;
  }

  function written(event: NonNullable<AnswerPiece['event']>): string {
    switch (event.type) {
      case 'text':
        return `${opening()}${choice}"content":${JSON.stringify(event.text)}${end}`;
      case 'reasoning':
        return event.text === ''
          ? ''
          : `${opening()}${choice}"reasoning_content":${JSON.stringify(event.text)}${end}`;
      case 'tool_call': {
        const { id, name, arguments: input, invalidJson } = event.call;
        const call = {
          index: calls++,
          id,
          type: 'function',
          function: { name, arguments: invalidJson ?? JSON.stringify(input) },
        };
        return `${opening()}${choice}"tool_calls":[${JSON.stringify(call)}]${end}`;
      }
    }
  }

  return {
    pieces(pieces) {
      let text = '';
      for (const { raw, event } of pieces) {
        if (raw !== null) text += passedOn(raw);
        else if (event !== null && !options.raw) text += written(event);
      }
      return text;
    },
    finished(finish) {
      let text = '';
      if (!finishSeen) {
        const reason: FinishReason = finish.finishReason;
        text += `${opening()}${choice}},"logprobs":null,"finish_reason":"${reason}"}]}\n\n`;
      }
      if (options.includeUsage) {
        makeHead();
        text += `${head}],"usage":${usageJson(finish)},"agent_factory":${extensionJson(finish)}}\n\n`;
      }
      return `${text}data: [DONE]\n\n`;
    },
  };
}
