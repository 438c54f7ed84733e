import type { RunEventData } from '@agent-factory/contracts';
import type { Clock } from '../ports/run-ports.ts';

/** Pieces are gathered until one of these is reached, so that an answer makes tens of rows, not thousands. */
const flushAfterMs = 40;
const flushAtCharacters = 200;

/** Emits an answer's text as `token` events of readable size. */
export function streamDeltas(options: {
  step: number;
  clock: Clock;
  emit: (event: RunEventData) => Promise<void>;
}): { push(text: string): Promise<void>; end(): Promise<void> } {
  let waiting = '';
  let lastAt = options.clock.now();
  async function flush(): Promise<void> {
    if (waiting === '') return;
    const text = waiting;
    waiting = '';
    lastAt = options.clock.now();
    await options.emit({ type: 'token', step: options.step, text });
  }
  return {
    async push(text) {
      waiting += text;
      const due = options.clock.now() - lastAt >= flushAfterMs;
      if (waiting.length >= flushAtCharacters || due) await flush();
    },
    end: flush,
  };
}
