import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { type JobName, type JobPayload, jobNames, jobPayloads } from '@agent-factory/contracts';
import { type JobState, openQueuePool } from '@agent-factory/db';
import {
  Logger,
  makeWorkerUtils,
  type Runner,
  run,
  type Task,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';

/** What a job gets besides its payload. */
export interface JobContext {
  /** Of the pool that holds the job; what `unlock` wants. */
  workerId: string;
  /** Asks to hand the work back: the process is about to stop. */
  signal: AbortSignal;
}

/** A runner takes the jobs alone that it has handlers for; several runners share the work of one process. */
export type JobHandlers = {
  [N in JobName]?: (payload: JobPayload<N>, context: JobContext) => Promise<void>;
};

export interface QueueOptions {
  /** Of the role that owns the queue's schema. */
  url: string;
  concurrency: number;
  /** Flags of jobs that are not to be taken at this moment; asked before each job. */
  forbidden?: () => string[];
  /** Told of what the queue itself complains about, and of each job that failed. */
  log(level: 'error' | 'warning' | 'info' | 'debug', message: string): void;
}

export interface Queue {
  /** Where the jobs with these keys stand. */
  states(keys: readonly string[]): Promise<JobState[]>;
  /** Frees all jobs of pools that are dead: their locks would otherwise last four hours. */
  unlock(workerIds: readonly string[]): Promise<void>;
  /**
   * Frees what is held by those who hold a job of this kind for longer than it can take: they are dead, or it may be
   * done twice.
   */
  freeHeld(name: JobName, forMs: number): Promise<void>;
  /** Takes no further job, waits for those at work, and after `drainMs` asks them through their signal to hand back. */
  drain(drainMs: number): Promise<void>;
  /** Ends the connections, once it is drained and nobody asks it anything any more. */
  close(): Promise<void>;
}

const restartAfterMs = 500;
/** A runner that has failed to ask for jobs for so long is started anew; an outage of the database lasts as long as it lasts. */
const deafForMs = 2_500;
/** One with places free that has said nothing for so long, though it asks every second, waits for an answer that will not come. */
const silentForMs = 10_000;

/** Takes jobs from the queue until it is drained, through outages of the database too. */
export async function runQueue(options: QueueOptions, handlers: JobHandlers): Promise<Queue> {
  const handBack = new AbortController();
  const logger = new Logger(() => (level, message) => options.log(level, message));
  // Takers of jobs, one that listens, and some air; the handlers' own work goes over the application's pool.
  const { pool, jobStates, holdersSince, close } = openQueuePool({
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
      forbiddenFlags: options.forbidden ?? null,
      events: eventsOf(broken, options.concurrency, stopping.signal),
      // Noted in batches: one by one, a lost connection leaves a rejection that nobody awaits, which ends
      // the process.
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
      taskList: taskListOf(handlers, handBack.signal),
    });
  }

  /** graphile-worker ends itself when it cannot note that a job is done, as in an outage of the database. */
  async function keepRunning(): Promise<void> {
    for (;;) {
      try {
        await Promise.race([runner.promise, broken.promise]);
        if (stopping.signal.aborted) return;
        options.log('warning', 'the queue runner ended by itself');
      } catch (error) {
        options.log('error', `the queue runner failed: ${String(error)}`);
      }
      const next = await startAgain();
      if (next === undefined) return;
      runner = next;
    }
  }

  /** Until there is another one: what the last one says, it says for the last time. Undefined once it is to stop. */
  async function startAgain(): Promise<Runner | undefined> {
    const last = runner;
    for (;;) {
      await sleep(restartAfterMs, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return undefined;
      // What it still has at work goes on, each run under its fence; it may take long to notice its end.
      last.stop().catch(() => {});
      broken = Promise.withResolvers();
      try {
        const next = await start();
        if (!stopping.signal.aborted) return next;
        await next.stop().catch(() => {});
      } catch (error) {
        broken.resolve();
        options.log('error', `the queue runner does not start: ${String(error)}`);
      }
    }
  }
  const supervised = keepRunning();

  return {
    states: jobStates,

    unlock: (workerIds) => utils.forceUnlockWorkers([...workerIds]),

    async freeHeld(name, forMs) {
      const holders = await holdersSince(name, forMs);
      if (holders.length > 0) await utils.forceUnlockWorkers(holders);
    },

    async drain(drainMs) {
      stopping.abort();
      const timer = setTimeout(() => handBack.abort(), drainMs);
      // One that ended by itself has nothing left to stop, and says so by an error.
      await runner.stop().catch(() => {});
      broken.resolve();
      await supervised;
      clearTimeout(timer);
    },

    async close() {
      await utils.release();
      await close();
    },
  };
}

function taskListOf(handlers: JobHandlers, signal: AbortSignal): TaskList {
  const tasks: TaskList = {};
  for (const name of jobNames) {
    const task = taskOf(name, handlers, signal);
    if (task !== undefined) tasks[name] = task;
  }
  return tasks;
}

function taskOf<N extends JobName>(name: N, handlers: JobHandlers, signal: AbortSignal): Task | undefined {
  const handle = handlers[name];
  if (handle === undefined) return undefined;
  return (payload, helpers) =>
    handle(parsePayload(name, payload), { workerId: helpers.job.locked_by ?? 'unknown', signal });
}

/** The cast holds because the schema is the one of that very name, which TypeScript does not follow. */
function parsePayload<N extends JobName>(name: N, payload: unknown): JobPayload<N> {
  return jobPayloads[name].parse(payload) as JobPayload<N>;
}

/**
 * Tells of a runner that will take no other job: one that could not note how a job ended, or that has failed to
 * ask for jobs for a while. The latter can last for ever, since graphile-worker 0.18 keeps the outcome of its first
 * look at the task names, also where a cut connection made it a failure.
 */
function eventsOf(
  broken: PromiseWithResolvers<void>,
  concurrency: number,
  stopping: AbortSignal,
): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:fatalError', () => broken.resolve());
  let deafSince: number | null = null;
  events.on('worker:getJob:error', () => {
    deafSince ??= performance.now();
    if (performance.now() - deafSince >= deafForMs) broken.resolve();
  });
  let heardAt = performance.now();
  let atWork = 0;
  const hears = () => {
    deafSince = null;
    heardAt = performance.now();
  };
  events.on('worker:getJob:empty', hears);
  events.on('job:start', () => {
    atWork += 1;
    hears();
  });
  events.on('job:complete', () => {
    atWork -= 1;
    hears();
  });
  const watch = setInterval(() => {
    if (atWork < concurrency && performance.now() - heardAt >= silentForMs) broken.resolve();
  }, 1_000);
  watch.unref();
  const unwatch = () => clearInterval(watch);
  stopping.addEventListener('abort', unwatch, { once: true });
  void broken.promise.then(unwatch);
  return events;
}
