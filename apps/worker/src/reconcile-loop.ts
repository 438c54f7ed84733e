import { setTimeout as sleep } from 'node:timers/promises';
import {
  chargeLostHoldsOfAll,
  closeShutTeams,
  expireApprovals,
  foldEndedRuns,
  forgetOldWebhookEvents,
  type Queue,
  type RunTimings,
  reconcileDocuments,
  reconcilePatches,
  reconcileRuns,
  reconcileTestRuns,
  retestWhatChanged,
  type Services,
  testTimingsOf,
} from '@agent-factory/services';

/** A receiver has 15 s; whoever holds a delivery for longer than this is dead. */
const deliveryAtMostMs = 120_000;
/** Each of them asks Stripe some times, which has 20 s and three tries for each; doing one again moves nothing twice. */
const moneyAtMostMs = 300_000;
const moneyJobs = ['move_money', 'process_stripe_event', 'refund_broken_invariant'] as const;
const forgetEveryMs = 10 * 60_000;

/**
 * Looks for abandoned runs and documents, for questions that nobody answered in time, and for money that the dead have set aside, at
 * once and then `everyMs` after each round, until the returned function is called.
 */
export function startReconcileLoop(
  {
    services,
    queue,
    timings,
    moneyHeldMs = moneyAtMostMs,
  }: { services: Services; queue: Queue; timings: RunTimings; moneyHeldMs?: number | undefined },
  everyMs: number,
): () => Promise<void> {
  const stop = new AbortController();
  const { untouchedForMs } = testTimingsOf(timings);

  let forgottenAt = Number.NEGATIVE_INFINITY;

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      await reconcileRuns({ services, queue, timings }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_runs' }),
      );
      await reconcileDocuments({ services, queue }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_documents' }),
      );
      await reconcileTestRuns({ services, untouchedForMs }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_tests' }),
      );
      await reconcilePatches({ services, queue }).catch((error: unknown) =>
        services.onError(error, { job: 'reconcile_patches' }),
      );
      await expireApprovals({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'expire_approvals' }),
      );
      await chargeLostHoldsOfAll({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'charge_lost_holds' }),
      );
      await foldEndedRuns({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'fold_ended_runs' }),
      );
      await closeShutTeams({ services }).catch((error: unknown) =>
        services.onError(error, { job: 'close_shut_teams' }),
      );
      await queue
        .freeHeld('deliver_webhook', deliveryAtMostMs)
        .catch((error: unknown) => services.onError(error, { job: 'free_deliveries' }));
      for (const job of moneyJobs) {
        await queue
          .freeHeld(job, moneyHeldMs)
          .catch((error: unknown) => services.onError(error, { job: `free_${job}` }));
      }
      if (performance.now() - forgottenAt >= forgetEveryMs) {
        forgottenAt = performance.now();
        await retestWhatChanged({ services }).catch((error: unknown) =>
          services.onError(error, { job: 'retest_agents' }),
        );
        await forgetOldWebhookEvents({ services }).catch((error: unknown) =>
          services.onError(error, { job: 'forget_webhook_events' }),
        );
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
