import { parentPort } from 'node:worker_threads';
import { type CasesText, readAtOnce } from './read-at-once.ts';

// Runs in a thread of its own, which `read-in-thread.ts` ends when a text takes too long or too much memory.
parentPort?.once('message', (given: CasesText) => parentPort?.postMessage(readAtOnce(given)));
