import type { AnswerInfo, AnswerSink, Flow } from '../model-port.ts';
import { createChunkWriter } from './chunk-writer.ts';
import { errorBody } from './error-shape.ts';
import { foreseen } from './foreseen.ts';
import type { Exchange } from './gateway-port.ts';
import { headersOf, sendError } from './send.ts';

export interface StreamSink extends AnswerSink {
  /** Tells the reader, and the proxies between, that the answer is still to come; opens the stream if need be. */
  stillHere(info: AnswerInfo): void;
}

/**
 * Writes an answer as server-sent events. A reader that does not keep up halts the vendor; an answer that breaks off
 * is an error event and a broken connection, never `[DONE]`.
 */
export function createStreamSink(
  exchange: Exchange,
  answer: { created: number; includeUsage: boolean; headers?: Readonly<Record<string, string>> },
  flow: () => Flow | undefined,
): StreamSink {
  const { res, config, requestId } = exchange;
  let writer: ReturnType<typeof createChunkWriter> | undefined;
  return {
    opened: open,
    stillHere(info) {
      open(info);
      res.write(': still here\n\n');
    },
    pieces(pieces) {
      const text = writer?.pieces(pieces) ?? '';
      if (text === '' || res.write(text)) return;
      flow()?.pause();
      res.once('drain', () => flow()?.resume());
    },
    finished(finish) {
      res.end(writer?.finished(finish));
    },
    failed(error) {
      if (writer === undefined) {
        sendError(exchange, error, answer.headers);
        return;
      }
      const { body, code } = errorBody(foreseen(config, error), requestId);
      if (code === 'internal') config.onError?.(error, requestId);
      res.write(`data: ${JSON.stringify(body)}\n\n`, () => res.destroy());
    },
  };

  function open(info: AnswerInfo): void {
    if (writer !== undefined) return;
    writer = createChunkWriter({ ...answer, model: info.model, raw: info.raw });
    res.writeHead(
      200,
      headersOf(exchange, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-cache, no-transform',
        'x-accel-buffering': 'no',
        'x-agent-factory-model': info.model,
        'x-agent-factory-cache': info.cached ? 'hit' : 'miss',
        ...answer.headers,
      }),
    );
  }
}
