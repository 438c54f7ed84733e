import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobName, type JobPayload, jobPayloads } from '@agent-factory/contracts';
import { type JobState, openQueuePool } from '@agent-factory/db';
import { Logger, makeWorkerUtils, type Runner, run, type WorkerEvents } from 'graphile-worker';

/** What a job gets besides its payload. */
export interface JobContext {
  /** Of the pool that holds the job; what `unlock` wants. */
  workerId: string;
  /** Asks to hand the work back: the process is about to stop. */
  signal: AbortSignal;
}

export type JobHandlers = {
  [N in JobName]: (payload: JobPayload<N>, context: JobContext) => Promise<void>;
};

export interface QueueOptions {
  /** Of the role that owns the queue's schema. */
  url: string;
  concurrency: number;
  /** Told of what the queue itself complains about, and of each job that failed. */
  log(level: 'error' | 'warning' | 'info' | 'debug', message: string): void;
}

export interface Queue {
  /** Where the jobs with these keys stand. */
  states(keys: readonly string[]): Promise<JobState[]>;
  /** Frees all jobs of pools that are dead: their locks would otherwise last four hours. */
  unlock(workerIds: readonly string[]): Promise<void>;
  /**
   * Takes no further job, waits for those at work, after `drainMs` asks them through their signal to hand
   * back, and ends the connections.
   */
  stop(drainMs: number): Promise<void>;
}

const restartAfterMs = 500;
/** A runner that has failed to ask for jobs for so long is started anew; an outage of the database lasts as long as it lasts. */
const deafForMs = 2_500;

/** Takes jobs from the queue until it is stopped, through outages of the database too. */
export async function runQueue(options: QueueOptions, handlers: JobHandlers): Promise<Queue> {
  const handBack = new AbortController();
  const logger = new Logger(() => (level, message) => options.log(level, message));
  // Takers of jobs, one that listens, and some air; the handlers' own work goes over the application's pool.
  const { pool, jobStates, close } = openQueuePool({
    url: options.url,
    maxConnections: Math.min(options.concurrency, 10) + 3,
  });
  const utils = await makeWorkerUtils({ pgPool: pool, logger });
  const stopping = new AbortController();
  let broken = Promise.withResolvers<void>();
  let runner = await start();

  function start(): Promise<Runner> {
    return run({
      pgPool: pool,
      logger,
      concurrency: options.concurrency,
      noHandleSignals: true,
      pollInterval: 1_000,
      events: eventsOf(broken),
      // Noted in batches: one by one, a lost connection leaves a rejection that nobody awaits, which ends
      // the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: {
        execute_run: (payload, helpers) =>
          handlers.execute_run(jobPayloads.execute_run.parse(payload), {
            workerId: helpers.job.locked_by ?? 'unknown',
            signal: handBack.signal,
          }),
        warn_of_quota: (payload, helpers) =>
          handlers.warn_of_quota(jobPayloads.warn_of_quota.parse(payload), {
            workerId: helpers.job.locked_by ?? 'unknown',
            signal: handBack.signal,
          }),
        index_document: (payload, helpers) =>
          handlers.index_document(jobPayloads.index_document.parse(payload), {
            workerId: helpers.job.locked_by ?? 'unknown',
            signal: handBack.signal,
          }),
      },
    });
  }

  /** graphile-worker ends itself when it cannot note that a job is done, as in an outage of the database. */
  async function keepRunning(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await Promise.race([runner.promise, broken.promise]);
        if (stopping.signal.aborted) return;
        options.log('warning', 'the queue runner ended by itself');
      } catch (error) {
        options.log('error', `the queue runner failed: ${String(error)}`);
      }
      await sleep(restartAfterMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      // What it still has at work goes on, each run under its fence; it may take long to notice its end.
      runner.stop().catch(() => {});
      try {
        broken = Promise.withResolvers();
        runner = await start();
      } catch (error) {
        options.log('error', `the queue runner does not start: ${String(error)}`);
      }
    }
  }
  const supervised = keepRunning();

  return {
    states: jobStates,

    unlock: (workerIds) => utils.forceUnlockWorkers([...workerIds]),

    async stop(drainMs) {
      stopping.abort();
      const timer = setTimeout(() => handBack.abort(), drainMs);
      // One that ended by itself has nothing left to stop, and says so by an error.
      await runner.stop().catch(() => {});
      broken.resolve();
      await supervised;
      clearTimeout(timer);
      await utils.release();
      await close();
    },
  };
}

/**
 * Tells of a runner that will take no other job: one that could not note how a job ended, or that has failed to
 * ask for jobs for a while. The latter can last for ever, since graphile-worker 0.18 keeps the outcome of its first
 * look at the task names, also where a cut connection made it a failure.
 */
function eventsOf(broken: PromiseWithResolvers<void>): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:fatalError', () => broken.resolve());
  let deafSince: number | null = null;
  events.on('worker:getJob:error', () => {
    deafSince ??= performance.now();
    if (performance.now() - deafSince >= deafForMs) broken.resolve();
  });
  const hears = () => {
    deafSince = null;
  };
  events.on('worker:getJob:empty', hears);
  events.on('job:start', hears);
  return events;
}
