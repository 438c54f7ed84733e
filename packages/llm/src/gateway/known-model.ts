import type { AnswerSink } from '../model-port.ts';
import type { Admission } from './gateway-port.ts';
import { type Target, unknownModel } from './read-model-name.ts';

/**
 * Tells a model that nobody knows (404, as OpenAI answers) from one that cannot be had at the moment (503). Looked
 * up only when a call was refused: a vendor may offer more models than are listed.
 */
export function knownOrNotFound(sink: AnswerSink, target: Target, admission: Admission): AnswerSink {
  if (target.kind !== 'model') return sink;
  const { model } = target;
  const { models } = admission;
  return {
    opened: (info) => sink.opened(info),
    pieces: (pieces) => sink.pieces(pieces),
    finished: (finish) => sink.finished(finish),
    failed(error) {
      if (error.code !== 'no_model_available' || models === undefined) return sink.failed(error);
      models().then(
        (cards) => sink.failed(cards.some(({ id }) => id === model) ? error : unknownModel(model)),
        () => sink.failed(error),
      );
    },
  };
}
