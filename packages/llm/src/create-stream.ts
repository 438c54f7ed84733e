import type { AppError } from '@agent-factory/contracts';
import type { AnswerSink, ModelEvent } from './model-port.ts';

/** A call as the iterator drives it. */
export interface Driven {
  pause(): void;
  resume(): void;
  cancel(): void;
}

/** Pieces that wait for a slow reader; past the upper mark the vendor is not read from, below the lower it is again. */
const marks = { upper: 256, lower: 64 };

/** An answer as an iterator over what a call pushes; the vendor waits for a reader that lags. */
export async function* streamOf(begin: (sink: AnswerSink) => Driven): AsyncGenerator<ModelEvent> {
  const queue: ModelEvent[] = [];
  let at = 0;
  let over = false;
  let failure: AppError | null = null;
  let paused = false;
  let wake: (() => void) | null = null;
  const rouse = () => {
    wake?.();
    wake = null;
  };
  const call = begin({
    opened: () => {},
    pieces(pieces) {
      for (const { event } of pieces) if (event !== null) queue.push(event);
      if (!paused && queue.length - at > marks.upper) {
        paused = true;
        call.pause();
      }
      rouse();
    },
    finished(finish) {
      queue.push(finish);
      over = true;
      rouse();
    },
    failed(error) {
      failure = error;
      over = true;
      rouse();
    },
  });
  try {
    for (;;) {
      while (at < queue.length) {
        const event = queue[at++];
        if (at === queue.length) {
          queue.length = 0;
          at = 0;
        }
        if (paused && queue.length - at < marks.lower) {
          paused = false;
          call.resume();
        }
        if (event !== undefined) yield event;
      }
      if (failure !== null) throw failure;
      if (over) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    if (!over) call.cancel();
  }
}
