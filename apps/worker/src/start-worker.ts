import {
  createTeamSlots,
  defaultRunTimings,
  defaultTeamShares,
  type RunTimings,
  runQueue,
  type Services,
  type TeamShares,
  testTimingsOf,
} from '@agent-factory/services';
import { startBillingLoop } from './billing-loop.ts';
import { deliverWebhookJob } from './jobs/deliver-webhook.ts';
import { executeRunJob } from './jobs/execute-run.ts';
import { executeTestsJob } from './jobs/execute-tests.ts';
import { executeTryJob } from './jobs/execute-try.ts';
import { exportDataJob } from './jobs/export-data.ts';
import { indexDocumentJob } from './jobs/index-document.ts';
import { moveMoneyJob } from './jobs/move-money.ts';
import { processStripeEventJob } from './jobs/process-stripe-event.ts';
import { proposePatchJob } from './jobs/propose-patch.ts';
import { refundBrokenInvariantJob } from './jobs/refund-broken-invariant.ts';
import { tellOfReviewJob } from './jobs/tell-of-review.ts';
import { warnOfQuotaJob } from './jobs/warn-of-quota.ts';
import { startMarketplaceLoop } from './marketplace-loop.ts';
import { startPrivacyLoop } from './privacy-loop.ts';
import { startReconcileLoop } from './reconcile-loop.ts';
import { startScheduleLoop } from './schedule-loop.ts';

/** How many webhooks are called at once; to one of them four at most. */
const webhookConcurrency = 16;
/** How many test runs are worked on at once, each with some trials side by side; apart from runs, which wait for none. */
const testConcurrency = 4;

export interface WorkerOptions {
  services: Services;
  /** Of the role that owns the queue's schema. */
  queueUrl: string;
  /** How many runs are worked on at once; 20 if left out. */
  concurrency?: number;
  /** Which part of those one team may take, by its plan; `defaultTeamShares` if left out. */
  shares?: TeamShares;
  timings?: Partial<RunTimings>;
  /** For how long a job about money may be held before its holder is taken for dead; five minutes if left out. */
  moneyHeldMs?: number;
  log(level: 'error' | 'warning' | 'info' | 'debug', message: string): void;
}

export interface RunningWorker {
  /**
   * Takes no further job, lets those at work end for `drainMs`, then hands their runs back to the queue, for
   * another worker to resume at once. Calling it again waits for the same end.
   */
  stop(drainMs: number): Promise<void>;
}

/** So late a schedule is at most, in a worker that is not behind. */
const scheduleEveryMs = 1_000;

/** Nothing of it is in a hurry: days are what it counts. */
const privacyEveryMs = 60_000;

/** Works on queued runs, starts what is scheduled and revives what was abandoned; any number of workers share one database. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { services } = options;
  const timings = { ...defaultRunTimings, ...options.timings };
  const places = options.concurrency ?? 20;
  const slots = createTeamSlots();
  const shares = options.shares ?? defaultTeamShares;
  const queue = await runQueue(
    { url: options.queueUrl, concurrency: places, forbidden: slots.full, log: options.log },
    {
      execute_run: executeRunJob({ services, timings, slots, shares, places }),
      index_document: indexDocumentJob(services),
      export_data: exportDataJob(services),
      execute_try: executeTryJob(services),
      move_money: moveMoneyJob(services),
      process_stripe_event: processStripeEventJob(services),
      propose_patch: proposePatchJob(services),
      refund_broken_invariant: refundBrokenInvariantJob(services),
      tell_of_review: tellOfReviewJob(services),
      warn_of_quota: warnOfQuotaJob(services),
    },
  );
  // Receivers take their time: they keep one another waiting at most, never a run.
  const webhooks = await runQueue(
    { url: options.queueUrl, concurrency: webhookConcurrency, log: options.log },
    { deliver_webhook: deliverWebhookJob(services) },
  );
  const testSlots = createTeamSlots();
  const tests = await runQueue(
    { url: options.queueUrl, concurrency: testConcurrency, forbidden: testSlots.full, log: options.log },
    {
      execute_tests: executeTestsJob({
        services,
        slots: testSlots,
        shares,
        places: testConcurrency,
        timings: testTimingsOf(timings),
      }),
    },
  );
  const stopReconciling = startReconcileLoop(
    { services, queue, timings, moneyHeldMs: options.moneyHeldMs },
    timings.heartbeatMs,
  );
  const stopSchedules = startScheduleLoop(services, scheduleEveryMs);
  const stopPrivacy = startPrivacyLoop(services, privacyEveryMs);
  const stopBilling = startBillingLoop(services, privacyEveryMs);
  const stopMarketplace = startMarketplaceLoop(services, privacyEveryMs);
  let stopped: Promise<void> | undefined;
  return {
    stop(drainMs) {
      stopped ??= (async () => {
        await Promise.all([
          stopReconciling(),
          stopSchedules(),
          stopPrivacy(),
          stopBilling(),
          stopMarketplace(),
          queue.drain(drainMs),
          webhooks.drain(drainMs),
          tests.drain(drainMs),
        ]);
        // A round of the reconciler that was under way has asked them until now.
        await Promise.all([queue.close(), webhooks.close(), tests.close()]);
      })();
      return stopped;
    },
  };
}
