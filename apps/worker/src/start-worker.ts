import { defaultRunTimings, type RunTimings, runQueue, type Services } from '@agent-factory/services';
import { executeRunJob } from './jobs/execute-run.ts';
import { indexDocumentJob } from './jobs/index-document.ts';
import { warnOfQuotaJob } from './jobs/warn-of-quota.ts';
import { startReconcileLoop } from './reconcile-loop.ts';

export interface WorkerOptions {
  services: Services;
  /** Of the role that owns the queue's schema. */
  queueUrl: string;
  /** How many runs are worked on at once; 20 if left out. */
  concurrency?: number;
  timings?: Partial<RunTimings>;
  log(level: 'error' | 'warning' | 'info' | 'debug', message: string): void;
}

export interface RunningWorker {
  /**
   * Takes no further job, lets those at work end for `drainMs`, then hands their runs back to the queue, for
   * another worker to resume at once. Calling it again waits for the same end.
   */
  stop(drainMs: number): Promise<void>;
}

/** Works on queued runs and revives abandoned ones; any number of workers share one database. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { services } = options;
  const timings = { ...defaultRunTimings, ...options.timings };
  const queue = await runQueue(
    { url: options.queueUrl, concurrency: options.concurrency ?? 20, log: options.log },
    {
      execute_run: executeRunJob(services, timings),
      index_document: indexDocumentJob(services),
      warn_of_quota: warnOfQuotaJob(services),
    },
  );
  const stopReconciling = startReconcileLoop({ services, queue, timings }, timings.heartbeatMs);
  let stopped: Promise<void> | undefined;
  return {
    stop(drainMs) {
      stopped ??= (async () => {
        await Promise.all([stopReconciling(), queue.stop(drainMs)]);
      })();
      return stopped;
    },
  };
}
