import { Worker } from 'node:worker_threads';

export interface Extraction {
  format: 'html' | 'pdf';
  /** Of a PDF. */
  bytes: Uint8Array;
  /** Of a page, decoded. */
  html: string;
}
export type ExtractionAnswer = { pages: string[] } | { error: string };

/** Of one file, its thread's start included. */
const extractionTimeoutMs = 30_000;
const limits = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 };
const tooMuch = 'Reading the file takes too much time or memory. Split it into smaller ones.';

/** The text of a file whose format is parsed, in a thread that is bounded in time and memory whatever the file holds. */
export function extractInThread(
  question: Extraction,
  timeoutMs = extractionTimeoutMs,
): Promise<ExtractionAnswer> {
  return new Promise((resolve) => {
    const thread = new Worker(new URL('./extract-worker.ts', import.meta.url), {
      resourceLimits: limits,
      env: {},
      stdout: true,
      stderr: true,
    });
    // What the parser complains about is nobody's business, and a pipe that nobody reads would fill.
    thread.stdout.resume();
    thread.stderr.resume();
    let answer: ExtractionAnswer = { error: tooMuch };
    const timer = setTimeout(() => void thread.terminate(), timeoutMs);
    thread.once('message', (message: ExtractionAnswer) => {
      answer = message;
      void thread.terminate();
    });
    thread.once('error', () => {});
    thread.once('exit', () => {
      clearTimeout(timer);
      resolve(answer);
    });
    thread.postMessage(question);
  });
}
