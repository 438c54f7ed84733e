import { setTimeout as sleep } from 'node:timers/promises';
import {
  chargeLostHoldsOfAll,
  closeShutTeams,
  expireApprovals,
  type Queue,
  type RunTimings,
  reconcileRuns,
  type Services,
} from '@agent-factory/services';

/**
 * Looks for abandoned runs, for questions that nobody answered in time, and for money that the dead have set aside, at
 * once and then `everyMs` after each round, until the returned function is called.
 */
export function startReconcileLoop(
  { services, queue, timings }: { services: Services; queue: Queue; timings: RunTimings },
  everyMs: number,
): () => Promise<void> {
  const stop = new AbortController();

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await reconcileRuns({ services, queue, timings }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_runs' }),
      );
      await expireApprovals({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'expire_approvals' }),
      );
      await chargeLostHoldsOfAll({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'charge_lost_holds' }),
      );
      await closeShutTeams({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'close_shut_teams' }),
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
