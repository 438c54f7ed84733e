import { apiOptionsOf, parseApiEnv, startApi } from '@agent-factory/api';
import { ensureDemoUser, openServices, parseTeamShares, warmSpecs } from '@agent-factory/services';
import { startWorker } from '@agent-factory/worker';
import { pino } from 'pino';
import { startStripe } from './stripe.ts';

/**
 * API and worker in one process, as `npm start` runs them: one pool, one set of modules in memory, and run
 * events reach readers without a detour. Apart, they are `apps/api/src/main.ts` and `apps/worker/src/main.ts`.
 */
const env = parseApiEnv(process.env);
const logger = pino({ name: 'serve', level: env.LOG_LEVEL });
const services = openServices({
  databaseUrl: env.DATABASE_URL,
  maxConnections: env.DATABASE_MAX_CONNECTIONS,
  redisUrl: env.REDIS_URL ?? null,
  workerInProcess: true,
  keepsMail: env.AGENT_FACTORY_MODE === 'local' && env.SUPABASE_URL === undefined,
  env: process.env,
  // Fast for a program, slow enough for a person to see the answer come.
  offlinePaceMs: Number(process.env.OFFLINE_PACE_MS ?? 12),
  onError: (error, details) => logger.error({ err: error, ...details }, 'failed inside'),
});
const options = await apiOptionsOf(env, services, process.env);
const { DEMO_EMAIL: email, DEMO_PASSWORD: password } = process.env;
if (options.localAuth && email && password) {
  await ensureDemoUser({ ctx: options.localAuth.context, input: { email, password, name: 'Demo' } });
}
// Before the API, whose verbs may ask Stripe from their first request on.
const [stripe, worker] = await Promise.all([
  startStripe(process.env),
  startWorker({
    services,
    queueUrl: process.env.DATABASE_QUEUE_URL ?? '',
    shares: parseTeamShares(process.env.WORKER_TEAM_SHARES),
    log: (level, message) => logger[level === 'warning' ? 'warn' : level](message),
  }),
]);
const api = await startApi(options);
logger.info({ url: api.url }, 'serving');
void warmSpecs(services);

async function stop(): Promise<void> {
  await Promise.all([api.close(), worker.stop(1_500)]);
  await stripe?.close();
  await services.close();
  // Whatever idle socket or timer is left must not hold up a stop.
  process.exit(0);
}
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
