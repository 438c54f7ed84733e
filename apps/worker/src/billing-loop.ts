import { setTimeout as sleep } from 'node:timers/promises';
import {
  cancelErasedSubscriptions,
  reconcileDaily,
  type Services,
  sendDueTransfers,
  settleStaleCheckouts,
} from '@agent-factory/services';

/**
 * Asks about checkouts that nobody heard of any more, sends creators what is due, ends the subscriptions of teams that
 * go, and compares the books with Stripe once a day; at once and then `everyMs` after each round, until the returned
 * function is called. Without Stripe there is nothing to do.
 */
export function startBillingLoop(services: Services, everyMs: number): () => Promise<void> {
  const stop = new AbortController();
  const duties = [
    ['settle_stale_checkouts', () => settleStaleCheckouts({ services })],
    ['send_due_transfers', () => sendDueTransfers({ services })],
    ['cancel_erased_subscriptions', () => cancelErasedSubscriptions({ services })],
    ['reconcile', () => reconcileDaily({ services })],
  ] as const;

  async function loop(): Promise<void> {
    while (!stop.signal.aborted) {
      for (const [job, work] of duties) {
        await work().catch((error: unknown) => services.onError(error, { job }));
      }
      await sleep(everyMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  }

  const ended = services.stripe === null ? Promise.resolve() : loop();
  return () => {
    stop.abort();
    return ended;
  };
}
