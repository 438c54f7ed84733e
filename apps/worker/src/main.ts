import { openServices, warmSpecs } from '@agent-factory/services';
import { pino } from 'pino';
import { parseWorkerEnv, processEnv } from './env.ts';
import { startWorker } from './start-worker.ts';

const env = parseWorkerEnv(processEnv());
const logger = pino({ name: 'worker', level: env.LOG_LEVEL });
const services = openServices({
  databaseUrl: env.DATABASE_URL,
  maxConnections: env.DATABASE_MAX_CONNECTIONS,
  redisUrl: env.REDIS_URL ?? null,
  workerInProcess: true,
  env: processEnv(),
  onError: (error, details) => logger.error({ err: error, ...details }, 'failed inside'),
});
const worker = await startWorker({
  services,
  queueUrl: env.DATABASE_QUEUE_URL,
  concurrency: env.WORKER_CONCURRENCY,
  shares: env.WORKER_TEAM_SHARES,
  log: (level, message) => logger[level === 'warning' ? 'warn' : level](message),
});
logger.info({ concurrency: env.WORKER_CONCURRENCY }, 'working');
void warmSpecs(services);

async function stop(signal: NodeJS.Signals): Promise<void> {
  logger.info({ signal, drainMs: env.DRAIN_MS }, 'stopping');
  await worker.stop(env.DRAIN_MS);
  await services.close();
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
