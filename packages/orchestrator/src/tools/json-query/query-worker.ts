import { parentPort } from 'node:worker_threads';
import { type JSONValue, search } from '@jmespath-community/jmespath';
import type { QueryAnswer, QueryQuestion } from './run-query.ts';

/** What a model is shown of an answer. */
const maxAnswerCharacters = 50_000;

// Runs in a thread of its own, which `run-query.ts` ends when a query takes too long or too much memory:
// a short expression can ask for 2^100 values.
parentPort?.on('message', ({ json, path }: QueryQuestion) => {
  parentPort?.postMessage(answer(json, path));
});

parentPort?.postMessage('ready');

function answer(json: string, path: string): QueryAnswer {
  let data: JSONValue;
  try {
    // Without prototypes, or `constructor` would be found in every object.
    data = JSON.parse(json, (_, value) =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.assign(Object.create(null), value)
        : value,
    );
  } catch {
    return { error: 'The data is not valid JSON.' };
  }
  try {
    const text = JSON.stringify(search(data, path) ?? null);
    if (text.length <= maxAnswerCharacters) return { json: text };
    return {
      error: `The answer has ${text.length} characters; narrow the path to get at most ${maxAnswerCharacters}.`,
    };
  } catch (error) {
    return { error: `The path does not work: ${error instanceof Error ? error.message : String(error)}` };
  }
}
