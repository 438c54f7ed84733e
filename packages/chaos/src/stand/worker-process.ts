import { createEgressClient } from '@agent-factory/orchestrator/egress';
import { openServices, type Services } from '@agent-factory/services';
import { startWorker } from '@agent-factory/worker';

// A worker in a process of its own, for bars that kill it: the real services and the real router, whose vendor and whose
// web are servers of the bar. Loads, says "ready", waits for "go", says "working", and tells of each attempt that ended.

export interface WorkerProcessSettings {
  databaseUrl: string;
  queueUrl: string;
  redisUrl: string | null;
  /** As of `openServices`. */
  env: Readonly<Record<string, string>>;
  /** `host:port` of the bar's own servers, which tools may reach though they are private. */
  reachable: readonly string[];
  concurrency: number;
  /** Says nothing of what goes wrong inside: where the bar itself is what goes wrong. */
  quiet?: boolean;
  /** The product's own where left out. */
  moneyHeldMs?: number;
  timings?: { heartbeatMs: number; deadAfterMs: number; maxAttempts: number };
}

export type WorkerNews = { is: 'ready' | 'working' } | { is: 'attempt over'; runId: string };

const settings = settingsFrom(process.argv[2] ?? '');
const opened = openServices({
  databaseUrl: settings.databaseUrl,
  maxConnections: 5,
  redisUrl: settings.redisUrl,
  workerInProcess: true,
  env: settings.env,
  onError: (error, details) => {
    if (!settings.quiet) process.stderr.write(`${JSON.stringify(details)} ${String(error)}\n`);
  },
});
const egress = createEgressClient({ allowPrivate: settings.reachable });
// In place: what was opened reads its own parts from there.
Object.assign(opened, { egress, toolPorts: { ...opened.toolPorts, egress } });
const services: Services = {
  ...opened,
  toolsOf: (run) => {
    const tools = opened.toolsOf(run);
    return {
      ...tools,
      async close() {
        await tools.close();
        tell({ is: 'attempt over', runId: run.runId });
      },
    };
  },
};

function tell(news: WorkerNews): void {
  process.send?.(news);
}

process.once('message', async () => {
  const { queueUrl, timings = {}, concurrency, moneyHeldMs } = settings;
  const worker = await startWorker({
    ...{ services, queueUrl, concurrency, timings, log: () => {} },
    ...(moneyHeldMs === undefined ? {} : { moneyHeldMs }),
  });
  process.once('SIGTERM', async () => {
    await worker.stop(20_000);
    await opened.close();
    await egress.close();
    process.disconnect();
  });
  tell({ is: 'working' });
});
// Ends with whoever started it.
process.once('disconnect', () => process.exit());
tell({ is: 'ready' });

/** Guarantees nothing: `spawnWorker` writes exactly this. */
function settingsFrom(text: string): WorkerProcessSettings {
  return JSON.parse(text) as WorkerProcessSettings;
}
