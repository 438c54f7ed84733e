import { setTimeout as sleep } from 'node:timers/promises';
import { runDueSchedules, type Services } from '@agent-factory/services';

/** Starts what is due, at once and then `everyMs` after each round, until the returned function is called. */
export function startScheduleLoop(services: Services, everyMs: number): () => Promise<void> {
  const stop = new AbortController();

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await runDueSchedules({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'run_due_schedules' }),
      );
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
