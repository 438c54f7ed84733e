import { AppError } from '@agent-factory/contracts';
import type { Clock } from '../ports/run-ports.ts';

export interface Deadline {
  /** Aborts with the AppError that `check` would throw. */
  signal: AbortSignal;
  /** Throws AppError `cancelled` or `timed_out` once the run must stop. */
  check(): void;
  /** Settles like the promise, or rejects as `check` would if the run must stop first. */
  race<T>(work: Promise<T>): Promise<T>;
  dispose(): void;
}

/**
 * Stops a run when its caller cancels or its time is up. A graph of quick steps starves timers (measured), so
 * the clock is read at every step; the timer is for waits on a model or a tool.
 */
export function createDeadline(options: {
  clock: Clock;
  cancel: AbortSignal;
  remainingMs: number;
  maxSeconds: number;
  /** Of what this is a part of: it binds too. */
  around?: Deadline;
}): Deadline {
  const { clock, cancel } = options;
  const controller = new AbortController();
  const endsAt = clock.now() + options.remainingMs;
  const cancelled = () => new AppError('cancelled', 'The run was cancelled.', { cause: cancel.reason });
  const timedOut = () =>
    new AppError(
      'timed_out',
      `The run took longer than its limit of ${options.maxSeconds} s (limits.maxSeconds).`,
    );
  const onCancel = () => controller.abort(cancelled());
  if (cancel.aborted) onCancel();
  else cancel.addEventListener('abort', onCancel, { once: true });
  const timer = setTimeout(() => controller.abort(timedOut()), Math.min(options.remainingMs, 2 ** 31 - 1));
  timer.unref();

  function check(): void {
    options.around?.check();
    if (!controller.signal.aborted && clock.now() >= endsAt) controller.abort(timedOut());
    if (controller.signal.aborted) throw controller.signal.reason;
  }

  return {
    signal: controller.signal,
    check,
    async race(work) {
      let onAbort = () => {};
      const aborted = new Promise<never>((_, reject) => {
        onAbort = () => reject(controller.signal.reason);
        if (controller.signal.aborted) onAbort();
        else controller.signal.addEventListener('abort', onAbort, { once: true });
      });
      try {
        return await Promise.race([work, aborted]);
      } finally {
        controller.signal.removeEventListener('abort', onAbort);
      }
    },
    dispose() {
      clearTimeout(timer);
      cancel.removeEventListener('abort', onCancel);
    },
  };
}
