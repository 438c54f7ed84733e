import { setTimeout as sleep } from 'node:timers/promises';
import { applyRetention, runDueErasures, type Services, sweepExports } from '@agent-factory/services';

/**
 * Erases what is due, takes what teams no longer keep, and removes archives whose time is over; at once and then `everyMs`
 * after each round, until the returned function is called.
 */
export function startPrivacyLoop(services: Services, everyMs: number): () => Promise<void> {
  const stop = new AbortController();
  const duties = [
    ['run_due_erasures', () => runDueErasures({ services })],
    ['apply_retention', () => applyRetention({ services })],
    ['sweep_exports', () => sweepExports({ services })],
  ] as const;

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      for (const [job, work] of duties) {
        await work().catch((error: unknown) => services.onError(error, { job }));
      }
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const ended = loop();
  return () => {
    stop.abort();
    return ended;
  };
}
