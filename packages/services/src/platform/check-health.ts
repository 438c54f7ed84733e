import { checkDatabase, listStaleRuns } from '@agent-factory/db';
import type { Services } from '../service-context.ts';

export interface HealthPart {
  name: 'database' | 'queue' | 'models' | 'redis';
  status: 'ok' | 'failed' | 'not_configured';
  /** Safe to show to anyone: no addresses, no names of tenants. */
  detail: string;
  version: string | null;
}

const patienceMs = 3_000;
/** A queued run that nobody took up for so long means that no worker is there. */
const queuedForMs = 60_000;

/** Looks at every part that a run needs. Never throws: what does not answer in 3 s is `failed`. */
export async function checkHealth({ services }: { services: Services }): Promise<HealthPart[]> {
  return Promise.all([database(services), queue(services), models(services), redis(services)]);
}

/** Whether the database answers, for readiness. */
export async function isDatabaseUp({ services }: { services: Services }): Promise<boolean> {
  return (await database(services)).status === 'ok';
}

async function database({ db }: Services): Promise<HealthPart> {
  const answer = await orNull(checkDatabase(db));
  return answer === null
    ? { name: 'database', status: 'failed', detail: 'Postgres does not answer.', version: null }
    : { name: 'database', status: 'ok', detail: 'Postgres answers.', version: answer.version };
}

async function queue({ db }: Services): Promise<HealthPart> {
  const part = { name: 'queue', version: null } as const;
  const stale = await orNull(listStaleRuns(db, { runningForMs: queuedForMs, queuedForMs, limit: 100 }));
  if (stale === null) return { ...part, status: 'failed', detail: 'The queue cannot be read.' };
  return stale.length === 0
    ? { ...part, status: 'ok', detail: 'No run waits for a worker.' }
    : {
        ...part,
        status: 'failed',
        detail: `${stale.length} runs have made no progress for 60 s: is a worker running?`,
      };
}

function models({ router }: Services): HealthPart {
  const providers = new Set(router.models().flatMap((model) => (model.configured ? [model.provider] : [])));
  return providers.size === 0
    ? { name: 'models', status: 'failed', detail: 'No provider is configured.', version: null }
    : {
        name: 'models',
        status: 'ok',
        detail: `Configured: ${[...providers].sort().join(', ')}.`,
        version: null,
      };
}

function redis({ bus }: Services): HealthPart {
  const part = { name: 'redis', version: null } as const;
  switch (bus.redisConnected) {
    case null:
      return { ...part, status: 'not_configured', detail: 'Not configured; one process needs none.' };
    case true:
      return { ...part, status: 'ok', detail: 'Redis answers.' };
    case false:
      // Nothing is lost without it: readers look at the rows more often.
      return { ...part, status: 'failed', detail: 'Redis does not answer; live events come by polling.' };
  }
}

async function orNull<T>(answer: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), patienceMs);
  });
  try {
    return await Promise.race([answer.catch(() => null), patience]);
  } finally {
    clearTimeout(timer);
  }
}
