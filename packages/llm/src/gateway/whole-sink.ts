import type { AnswerSink } from '../model-port.ts';
import { createCompletionWriter } from './completion-json.ts';
import type { Exchange } from './gateway-port.ts';
import { sendError, sendJson } from './send.ts';

/** Sends an answer as one `chat.completion`, once it is whole. */
export function createWholeSink(
  exchange: Exchange,
  answer: { created: number; headers?: Readonly<Record<string, string>> },
): AnswerSink {
  const writer = createCompletionWriter(answer);
  return {
    opened() {},
    pieces: (pieces) => writer.pieces(pieces),
    finished(finish) {
      sendJson(exchange, 200, writer.finished(finish), {
        'x-agent-factory-model': finish.model,
        'x-agent-factory-cache': finish.cached ? 'hit' : 'miss',
        'x-agent-factory-cost-usd': finish.costNanoUsd === null ? 'unknown' : usd(finish.costNanoUsd),
        ...answer.headers,
      });
    },
    failed: (error) => sendError(exchange, error, answer.headers),
  };
}

/** Without an exponent, which `String` writes for what is below a millionth, and without a fraction in between. */
function usd(nanoUsd: number): string {
  return `${Math.floor(nanoUsd / 1e9)}.${String(nanoUsd % 1e9).padStart(9, '0')}`;
}
