import type { AnnouncedRun, RunBus, RunSignal } from '../bus/run-bus.ts';

export interface RunWakeups {
  /** Resolves once something was announced since the last call, at the latest after the bus's poll interval. */
  next(): Promise<void>;
  close(): void;
}

/** When to look at a run's rows again: on an announcement, at intervals, and at once when the signal aborts. */
export function runWakeups(
  bus: RunBus,
  runId: AnnouncedRun,
  kinds: readonly RunSignal['kind'][],
  signal: AbortSignal,
): RunWakeups {
  let announced = false;
  let wake: (() => void) | null = null;
  const ring = (): void => {
    announced = true;
    wake?.();
  };
  const unsubscribe = bus.subscribe(runId, (announcement) => {
    if (kinds.includes(announcement.kind)) ring();
  });
  // The reader may never come for its first event, and then nobody calls close.
  const end = (): void => {
    unsubscribe();
    ring();
  };
  if (signal.aborted) end();
  else signal.addEventListener('abort', end, { once: true });

  return {
    async next() {
      if (!announced && !signal.aborted) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, bus.pollMs);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        wake = null;
      }
      announced = false;
    },

    close() {
      unsubscribe();
      signal.removeEventListener('abort', end);
      wake?.();
    },
  };
}
