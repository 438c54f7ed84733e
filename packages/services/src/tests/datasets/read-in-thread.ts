import { Worker } from 'node:worker_threads';
import type { CasesRead, CasesText } from './read-at-once.ts';

/** Of one text, its thread's start included; the worst YAML that is read at all takes 4 s. */
const timeoutMs = 30_000;
const limits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 };
/** Threads at a time in this process; who comes later waits. */
const atMost = 2;

let going = 0;
const waiting: (() => void)[] = [];

/** Cases of a text, read in a thread that is bounded in time and memory whatever the text is. */
export async function readInThread(given: CasesText): Promise<CasesRead> {
  if (going >= atMost) await new Promise<void>((resolve) => waiting.push(resolve));
  else going += 1;
  try {
    return await ask(given);
  } finally {
    // Whoever waits takes the place over, so that nobody who comes in between takes it first.
    const next = waiting.shift();
    if (next === undefined) going -= 1;
    else next();
  }
}

function ask(given: CasesText): Promise<CasesRead> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./read-worker.ts', import.meta.url), {
      resourceLimits: limits,
      env: {},
    });
    let read: CasesRead | undefined;
    const timer = setTimeout(() => void thread.terminate(), timeoutMs);
    thread.once('message', (message: CasesRead) => {
      read = message;
      void thread.terminate();
    });
    thread.once('error', () => {});
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve(read ?? tooMuch);
    });
    thread.postMessage(given);
  });
}

const tooMuch: CasesRead = {
  cases: [],
  problems: [
    {
      line: 1,
      column: 1,
      message: 'Reading the text takes too much time or memory. Give it as JSONL, or in parts.',
      text: null,
    },
  ],
  notes: [],
};
