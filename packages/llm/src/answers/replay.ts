import type { AnswerPiece, AnswerSink } from '../model-port.ts';
import type { CachedAnswer } from './answer-cache.ts';

/**
 * Passes a kept answer on as it came the first time, piece by piece, but all at once. The vendor's own JSON goes
 * along only where the caller asks in the way in which it was asked then (a stream, or a whole answer).
 */
export function replay(answer: CachedAnswer, sink: AnswerSink, { streamed }: { streamed: boolean }): void {
  const { provider, model } = answer;
  const sameWay = streamed === answer.streamed;
  sink.opened({ provider, model, raw: answer.raw && sameWay, cached: true });
  sink.pieces(sameWay ? answer.pieces : answer.pieces.flatMap(withoutRaw));
  sink.finished({
    ...answer.finish,
    type: 'finish',
    provider,
    model,
    costNanoUsd: 0,
    cached: true,
    attempts: [],
    fallbacks: [],
  });
}

function withoutRaw({ event }: AnswerPiece): AnswerPiece[] {
  return event === null ? [] : [{ event, raw: null }];
}
