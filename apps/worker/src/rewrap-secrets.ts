import {
  openServices,
  rewrapConnections,
  rewrapProviderKeys,
  rewrapTriggers,
  rewrapWebhooks,
} from '@agent-factory/services';
import { parseWorkerEnv, processEnv } from './env.ts';

// Run by an operator, with the worker's own settings, after a new key was put in front of SECRETS_MASTER_KEY and
// every process has it. When it reports no failure, the older keys can be taken away.
const env = parseWorkerEnv(processEnv());
const services = openServices({
  databaseUrl: env.DATABASE_URL,
  maxConnections: 2,
  redisUrl: null,
  workerInProcess: false,
  env: processEnv(),
  onError: (error, details) => process.stderr.write(`${JSON.stringify(details)} ${String(error)}\n`),
});
try {
  const keys = await rewrapProviderKeys({ services });
  const connections = await rewrapConnections({ services });
  const triggers = await rewrapTriggers({ services });
  const webhooks = await rewrapWebhooks({ services });
  const rewrapped = keys.rewrapped + connections.rewrapped + webhooks.rewrapped + triggers.rewrapped;
  const failed = keys.failed + connections.failed + webhooks.failed + triggers.failed;
  process.stdout.write(`${rewrapped} secrets are under the first master key now, ${failed} failed.\n`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await services.close();
}
