import type { AnswerInfo, AnswerPiece, AnswerSink, FinishEvent } from '../model-port.ts';
import type { CachedAnswer } from './answer-cache.ts';

/** An answer of more pieces than this is passed on and not kept. */
const mostPieces = 20_000;

/**
 * Passes an answer on to `sink` and, if it came to a good end, hands a copy to `keep`. Not kept: what failed or was
 * cut off by a bound or a filter, what is empty, calls whose arguments are no JSON.
 */
export function recordAnswer(
  sink: AnswerSink,
  { streamed, keep }: { streamed: boolean; keep(answer: CachedAnswer): void },
): AnswerSink {
  let info: AnswerInfo | undefined;
  let kept: AnswerPiece[] | null = [];
  return {
    opened(opened) {
      info = opened;
      sink.opened(opened);
    },
    pieces(pieces) {
      if (kept !== null) {
        kept.push(...pieces);
        if (kept.length > mostPieces || pieces.some(isBroken)) kept = null;
      }
      sink.pieces(pieces);
    },
    finished(finish) {
      if (info !== undefined && kept !== null && isWorthKeeping(finish, kept)) {
        const { finishReason, tokens, estimated } = finish;
        const { provider, model, raw } = info;
        keep({ streamed, provider, model, raw, pieces: kept, finish: { finishReason, tokens, estimated } });
      }
      kept = null;
      sink.finished(finish);
    },
    failed(error) {
      kept = null;
      sink.failed(error);
    },
  };
}

function isBroken({ event }: AnswerPiece): boolean {
  return event?.type === 'tool_call' && event.call.invalidJson !== undefined;
}

function isWorthKeeping(finish: FinishEvent, pieces: readonly AnswerPiece[]): boolean {
  if (finish.cached || (finish.finishReason !== 'stop' && finish.finishReason !== 'tool_calls')) return false;
  return pieces.some(({ event }) => event !== null && event.type !== 'reasoning');
}
