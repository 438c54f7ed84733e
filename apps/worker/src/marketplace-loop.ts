import { setTimeout as sleep } from 'node:timers/promises';
import { reconcileTries, retestTemplates, type Services } from '@agent-factory/services';

/**
 * Tests again what is listed and sets going again the tries whose job was lost, at once and then `everyMs` after each
 * round, until the returned function is called.
 */
export function startMarketplaceLoop(services: Services, everyMs: number): () => Promise<void> {
  const stop = new AbortController();

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await retestTemplates({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'retest_templates' }),
      );
      await reconcileTries({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_tries' }),
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
