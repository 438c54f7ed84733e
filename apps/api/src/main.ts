import { openServices, warmListings, warmSpecs } from '@agent-factory/services';
import { pino } from 'pino';
import { apiOptionsOf } from './api-options.ts';
import { type ApiEnv, parseApiEnv, processEnv } from './env.ts';
import { startApi } from './start-api.ts';

async function serve(env: ApiEnv): Promise<void> {
  const logger = pino({ name: 'api', level: env.LOG_LEVEL });
  const services = openServices({
    databaseUrl: env.DATABASE_URL,
    maxConnections: env.DATABASE_MAX_CONNECTIONS,
    redisUrl: env.REDIS_URL ?? null,
    workerInProcess: false,
    env: processEnv(),
    onError: (error, details) => logger.error({ err: error, ...details }, 'failed inside'),
  });
  const api = await startApi(await apiOptionsOf(env, services, processEnv()));
  logger.info({ url: api.url, mode: env.AGENT_FACTORY_MODE }, 'serving');
  void warmSpecs(services);
  void warmListings(services);

  async function stop(signal: NodeJS.Signals): Promise<void> {
    logger.info({ signal, drainMs: env.DRAIN_MS }, 'stopping');
    await api.close();
    await services.close();
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
}

try {
  await serve(parseApiEnv(processEnv()));
} catch (error) {
  // Settings that are missing and a port that is taken are the operator's to mend: a sentence, not a stack.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
