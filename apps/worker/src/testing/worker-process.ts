import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openServices, type Services } from '@agent-factory/services';
import { modelOf, testSecretsEnv, withModel } from '@agent-factory/services/testing';
import { startWorker } from '../start-worker.ts';

// A worker in a process of its own, for tests that kill it: waits for "go", says "working". Its model calls
// the tool `toolCalls` times; the tool notes each call in a file, which outlives any kill.

export interface WorkerProcessSettings {
  databaseUrl: string;
  queueUrl: string;
  toolLog: string;
  toolCalls: number;
  /** How long the model and the tool take for each call. */
  paceMs: number;
  timings: { heartbeatMs: number; deadAfterMs: number; maxAttempts: number };
}

const settings = settingsFrom(process.argv[2] ?? '');
const opened = openServices({
  databaseUrl: settings.databaseUrl,
  maxConnections: 5,
  redisUrl: null,
  workerInProcess: true,
  env: testSecretsEnv(),
  onError: (error, details) => process.stderr.write(`${JSON.stringify(details)} ${String(error)}\n`),
});
const model = modelOf(
  (results, messages) => {
    const round = /round (\d+)/.exec(JSON.stringify(messages))?.[1];
    return results < settings.toolCalls
      ? { call: 'calculator', input: { expression: `${round} + ${results}` } }
      : { text: `round ${round} is done` };
  },
  () => sleep(settings.paceMs),
);
const services: Services = {
  ...opened,
  router: withModel(opened.router, model),
  toolsOf: (run) => {
    const tools = opened.toolsOf(run);
    return {
      ...tools,
      async call(name, input, options) {
        appendFileSync(settings.toolLog, `${input.expression}\n`);
        await sleep(settings.paceMs);
        return tools.call(name, input, options);
      },
    };
  },
};

process.once('message', async () => {
  const { queueUrl, timings } = settings;
  await startWorker({ services, queueUrl, concurrency: 4, timings, log: () => {} });
  process.send?.('working');
});
process.send?.('ready');

/** Guarantees nothing: the test that starts this process writes exactly this. */
function settingsFrom(text: string): WorkerProcessSettings {
  return JSON.parse(text) as WorkerProcessSettings;
}
