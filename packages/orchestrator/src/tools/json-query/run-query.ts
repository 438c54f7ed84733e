import { Worker } from 'node:worker_threads';

export interface QueryQuestion {
  json: string;
  path: string;
}
export type QueryAnswer = { json: string } | { error: string };

/** A thread takes 30 ms and more to start, so one is kept; a query that outlasts this costs its thread. */
const timeoutMs = 500;
const startTimeoutMs = 10_000;

let worker: Worker | null = null;
let queue: Promise<unknown> = Promise.resolve();

/** Runs a JMESPath expression over JSON text, bounded in time and memory whatever the two say. */
export function runQuery(question: QueryQuestion, signal: AbortSignal): Promise<QueryAnswer> {
  const answer = queue.then(() => (signal.aborted ? { error: 'Cancelled.' } : ask(question)));
  queue = answer.catch(() => {});
  return answer;
}

async function ask(question: QueryQuestion): Promise<QueryAnswer> {
  if (worker === null) {
    const started = startWorker();
    await answerOf(started, startTimeoutMs);
    worker = started;
  }
  worker.postMessage(question);
  const answer = await answerOf(worker, timeoutMs);
  if (answer !== null) return answer;
  worker = null;
  return { error: 'The query takes too much time or memory; ask for less.' };
}

/** The thread's next message; null, and the thread ended, when none came in time. */
function answerOf(thread: Worker, withinMs: number): Promise<QueryAnswer | null> {
  return new Promise((resolve) => {
    const finish = (answer: QueryAnswer | null) => {
      clearTimeout(timer);
      thread.off('message', finish).off('error', giveUp).off('exit', giveUp);
      // An idle thread must not keep the process alive.
      thread.unref();
      resolve(answer);
    };
    const giveUp = () => {
      void thread.terminate();
      finish(null);
    };
    const timer = setTimeout(giveUp, withinMs);
    thread.ref();
    thread.once('message', finish);
    thread.once('error', giveUp);
    thread.once('exit', giveUp);
  });
}

function startWorker(): Worker {
  const thread = new Worker(new URL('./query-worker.ts', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 64, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    env: {},
  });
  // Told to whoever waits for an answer; between answers there is nobody to tell.
  return thread.on('error', () => {});
}
