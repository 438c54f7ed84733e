import { AppError, isAppError } from '@agent-factory/contracts';
import type { AnswerInfo, AnswerSink, Flow, ModelEvent } from '../model-port.ts';

/** Pushes what is pulled: gives an iteration of events to a sink, at the pace of its reader. */
export function pumpEvents(events: AsyncIterable<ModelEvent>, info: AnswerInfo, sink: AnswerSink): Flow {
  let waiting: PromiseWithResolvers<void> | null = null;
  void pump();
  return {
    pause() {
      waiting ??= Promise.withResolvers();
    },
    resume() {
      waiting?.resolve();
      waiting = null;
    },
  };

  async function pump(): Promise<void> {
    try {
      let opened = false;
      for await (const event of events) {
        if (!opened) sink.opened(info);
        opened = true;
        if (event.type === 'finish') return sink.finished(event);
        sink.pieces([{ event, raw: null }]);
        if (waiting !== null) await waiting.promise;
      }
      throw new AppError('provider_failed', 'The answer ended before it was finished.');
    } catch (error) {
      sink.failed(isAppError(error) ? error : new AppError('internal', 'unforeseen', { cause: error }));
    }
  }
}
