import { answerTtlMs } from '../answers/answer-cache.ts';
import { answerKey } from '../answers/answer-key.ts';
import { recordAnswer } from '../answers/record-answer.ts';
import { replay } from '../answers/replay.ts';
import type { AnswerSink, DispatchOptions, FinishEvent, ModelRequest } from '../model-port.ts';
import type { Route } from '../routing/candidate.ts';
import type { ChainDeps } from './chain-deps.ts';

/**
 * Passes on the kept answer of the model that would be asked first; null where there is none, or where the call did
 * not ask for the cache. The finish is returned and not passed on, since the call ends with it.
 */
export function answerFromCache(
  { answers, accounts }: ChainDeps,
  request: ModelRequest,
  { cache, account, streamed }: DispatchOptions,
  route: Route,
  sink: AnswerSink,
): Promise<FinishEvent | null> | null {
  const first = route.candidates[0];
  if (answers === undefined || cache !== true || account === undefined || first === undefined) return null;
  const key = answerKey({ teamId: account.teamId, model: first.model.id, request });
  return answers.get(key).then((answer) => {
    if (answer === null) return null;
    let finish: FinishEvent | null = null;
    const passing: AnswerSink = {
      opened: (info) => sink.opened(info),
      pieces: (pieces) => sink.pieces(pieces),
      finished: (finished) => {
        finish = finished;
        const { provider, model, tokens } = finished;
        accounts?.cached?.(account, { provider, model, tokens });
      },
      failed: (error) => sink.failed(error),
    };
    replay(answer, passing, { streamed });
    return finish;
  });
}

/** The sink, with a copy of what it gets kept for the next time where the call asked for that. */
export function fillCache(
  { answers }: ChainDeps,
  request: ModelRequest,
  { cache, account, streamed }: DispatchOptions,
  sink: AnswerSink,
): AnswerSink {
  if (answers === undefined || cache !== true || account === undefined) return sink;
  const { teamId } = account;
  return recordAnswer(sink, {
    streamed,
    keep: (answer) => {
      void answers.set(answerKey({ teamId, model: answer.model, request }), answer, answerTtlMs);
    },
  });
}
