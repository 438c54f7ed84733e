import { setTimeout as sleep } from 'node:timers/promises';
import { queryAsAdmin } from '@agent-factory/db/testing';
import { contextFor, createApiKey, openServices, type Services } from '@agent-factory/services';
import { openStand, type Stand, testSecretsEnv } from '@agent-factory/services/testing';
import { barOf, type Finding, none } from './bar.ts';
import { type ApiProcess, startApiProcess } from './stand/api-process.ts';
import { startRedisServer } from './stand/redis-server.ts';

const limits = { pro: 100, enterprise: 1_000 } as const;
type Plan = keyof typeof limits;
/** How many are under way at once in a burst. */
const width = 32;
/** How often instances count each other, and a little for the answer. */
const heartbeatMs = 10_000;
const quietTenants = 5;
/** Of each quiet tenant: a quarter of what its plan allows. */
const quietPerSecond = 4;
/** Ten times what its plan allows. */
const noisyPerSecond = (10 * limits.enterprise) / 60;

export const q17 = barOf({
  id: 'Q17',
  title: 'a tenant asks for more than its plan allows, of two instances of the API over one Redis',
  counts: {
    bursts: { full: 2, short: 1, says: 'plans whose limit a burst is tried on' },
    'noisy-rounds': { full: 6, short: 0, says: 'rounds of 10 s with and without a noisy tenant' },
    'limits-gone-s': { full: 20, short: 1, says: 'seconds without Redis under load' },
  },
  async run({ bursts, 'noisy-rounds': rounds, 'limits-gone-s': goneSeconds }): Promise<readonly Finding[]> {
    const redis = await startRedisServer();
    const stand = await openStand();
    const env = { ...testSecretsEnv(), DEFAULT_PLAN: 'enterprise' };
    const services = openServices({
      databaseUrl: stand.appUrl,
      maxConnections: 2,
      redisUrl: null,
      workerInProcess: false,
      env,
      onError: () => {},
    });
    const apis: ApiProcess[] = [];
    try {
      for (let i = 0; i < 2; i++) {
        apis.push(
          await startApiProcess({
            ...env,
            DATABASE_URL: stand.appUrl,
            DATABASE_MAX_CONNECTIONS: '8',
            REDIS_URL: redis.url,
            LOG_LEVEL: 'info',
          }),
        );
      }
      const bothServe = performance.now();
      const urls = apis.map(({ url }) => url);
      const findings: Finding[] = [];
      for (const plan of (['pro', 'enterprise'] as const).slice(0, bursts)) {
        findings.push(await burst(urls, await keyOf(stand, services, plan), limits[plan]));
      }
      // The first learns of the second by its next heartbeat.
      await sleep(Math.max(0, heartbeatMs + 500 - (performance.now() - bothServe)));
      findings.push(...(await withoutRedis(urls, stand, services, redis, goneSeconds)));
      if (rounds > 0) findings.push(await noise(urls, stand, services, rounds));
      return findings;
    } finally {
      await Promise.all(apis.map((api) => api.kill()));
      await services.close();
      await stand.drop();
      await redis.close();
    }
  },
});

/** A key of a team of its own. */
async function keyOf(stand: Stand, services: Services, plan: Plan): Promise<string> {
  const { actor } = await stand.tenant();
  await queryAsAdmin(stand.adminUrl, 'update public.teams set plan = $2 where id = $1', [actor.teamId, plan]);
  const ctx = contextFor(services, actor);
  const scopes = ['agents:read', 'runs:read', 'usage:read'] as const;
  return (await createApiKey({ ctx, input: { name: 'Load', scopes: [...scopes] } })).secret;
}

interface Answer {
  status: number;
  tookMs: number;
}

async function ask(url: string, key: string, path = '/v1/agents'): Promise<Answer> {
  const from = performance.now();
  const answer = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${key}` } });
  await answer.arrayBuffer();
  return { status: answer.status, tookMs: performance.now() - from };
}

/** Twice the limit as fast as it goes, by turns of both instances. */
async function burst(
  urls: readonly string[],
  key: string,
  limit: number,
  expected = limit,
): Promise<Finding> {
  const count = 2 * limit;
  let begun = 0;
  let admitted = 0;
  const others: number[] = [];
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (begun < count) {
        const { status } = await ask(urls[begun++ % urls.length] ?? '', key);
        if (status === 200) admitted++;
        else if (status !== 429) others.push(status);
      }
    }),
  );
  const error = Math.abs(admitted - expected) / expected;
  return {
    asked: `of a burst of ${count} on ${limit} a minute, ${expected} ± 1 % are let in`,
    seen: `${admitted} (${(error * 100).toFixed(1)} %)${others.length === 0 ? '' : `, and ${others.join(', ')}`}`,
    held: error <= 0.01 && others.length === 0,
  };
}

/** Steady requests, each answer kept, until `stop` is called. */
function load(
  urls: readonly string[],
  keys: readonly string[],
  perSecond: number,
  paths: readonly string[] = ['/v1/agents'],
) {
  const answers: Promise<Answer>[] = [];
  let loading = true;
  const began = performance.now();
  const done = (async () => {
    while (loading) {
      const due = ((performance.now() - began) / 1_000) * perSecond;
      while (answers.length < due) {
        const number = answers.length;
        const lost = { status: 0, tookMs: 0 };
        answers.push(
          ask(
            urls[number % urls.length] ?? '',
            keys[number % keys.length] ?? '',
            paths[number % paths.length],
          ).catch(() => lost),
        );
      }
      await sleep(5);
    }
  })();
  return {
    async stop(): Promise<Answer[]> {
      loading = false;
      await done;
      return Promise.all(answers);
    },
  };
}

async function withoutRedis(
  urls: readonly string[],
  stand: Stand,
  services: Services,
  redis: { kill(): Promise<void>; comeBack(): Promise<void> },
  seconds: number,
): Promise<Finding[]> {
  const keys = await Promise.all(
    Array.from({ length: quietTenants }, () => keyOf(stand, services, 'enterprise')),
  );
  const [split, alone, again] = await Promise.all([1, 2, 3].map(() => keyOf(stand, services, 'pro')));
  const steady = load(urls, keys, 40, needNoRedis);
  await sleep(500);
  await redis.kill();
  const goneAt = performance.now();
  const shared = await burst(urls, split ?? '', limits.pro);
  const share = await burst(urls.slice(0, 1), alone ?? '', limits.pro, limits.pro / urls.length);
  await sleep(Math.max(0, seconds * 1_000 - (performance.now() - goneAt)));
  await redis.comeBack();
  // An instance connects again within a second.
  await sleep(1_500);
  const after = await burst(urls, again ?? '', limits.pro);
  const answers = await steady.stop();
  const failed = answers.filter(({ status }) => status !== 200).map(({ status }) => `status ${status}`);
  const gone = `Redis killed for ${seconds} s`;
  return [
    none(
      `${gone} and restarted under load: requests within the limit that fail, of ${needNoRedis.join(', ')}`,
      failed,
      String(answers.length),
    ),
    { ...shared, asked: `${gone}: ${shared.asked}, by the shares of both instances` },
    { ...share, asked: `${gone}: ${share.asked} by one instance alone, which is its share` },
    { ...after, asked: `Redis is back: ${after.asked}, counted together again` },
  ];
}

/** What answers out of Postgres and memory. */
const needNoRedis = ['/v1/agents', '/v1/runs', '/v1/quota', '/ready'];

/** Others' p95 beside a noisy tenant over that without, by turns, so that a slow moment meets both. */
async function noise(
  urls: readonly string[],
  stand: Stand,
  services: Services,
  rounds: number,
): Promise<Finding> {
  const quiet = await Promise.all(
    Array.from({ length: quietTenants }, () => keyOf(stand, services, 'enterprise')),
  );
  const noisy = await keyOf(stand, services, 'enterprise');
  const took = { alone: [] as number[], beside: [] as number[] };
  let refused = 0;
  for (let round = 0; round < 2 * rounds; round++) {
    const isBeside = round % 2 === 1;
    const others = load(urls, quiet, quietTenants * quietPerSecond);
    const loud = isBeside ? load(urls, [noisy], noisyPerSecond) : null;
    await sleep(10_000);
    const answers = await others.stop();
    refused += ((await loud?.stop()) ?? []).filter(({ status }) => status === 429).length;
    const times = answers.filter(({ status }) => status === 200).map(({ tookMs }) => tookMs);
    took[isBeside ? 'beside' : 'alone'].push(...times);
  }
  const ratio = p95(took.beside) / p95(took.alone);
  return {
    asked: 'a tenant that asks ten times what it may raises others’ p95 by 20 % at most',
    seen: `${p95(took.alone).toFixed(1)} ms alone, ${p95(took.beside).toFixed(1)} ms beside (× ${ratio.toFixed(2)}); ${refused} of its requests refused`,
    held: ratio <= 1.2,
  };
}

function p95(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN;
}
