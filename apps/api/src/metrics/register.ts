import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@agent-factory/contracts';
import type { CacheTally, ConnectionCounts, PlatformLoad, Services } from '@agent-factory/services';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createHttpTally } from './http-tally.ts';
import { loadText } from './load-text.ts';

export interface MetricsSources extends Pick<Services, 'telemetry'> {
  router: Pick<Services['router'], 'models' | 'health'>;
  connections: () => ConnectionCounts;
  /** Null where the database cannot say. */
  load: () => Promise<PlatformLoad | null>;
}

/** Prometheus' text format; prom-client names the same. */
const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics`: the series of this process, or the most asked of them as JSON for whoever accepts that: routes with their
 * percentiles, connections, hit rates, breakers; and what waits in the queue and how tests end, of all teams. With a token, for whoever sends it as bearer; without one, for callers on
 * this machine that no proxy speaks for. For anybody else there is nothing at that address.
 */
export function registerMetrics(
  app: FastifyInstance,
  { telemetry, router, connections, load }: MetricsSources,
  token: string | null,
): void {
  const http = createHttpTally();
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    http.note({ method: request.method, route, status: reply.statusCode, ms: reply.elapsedTime });
  });
  app.get('/metrics', async (request, reply) => {
    if (!(token === null ? isNeighbour(request) : sends(token, request))) {
      // In the words for an unknown address, which is what this one is to others.
      throw new AppError('not_found', 'There is nothing at this address.');
    }
    const now = await load();
    reply.header('cache-control', 'no-store').header('vary', 'accept');
    if (/\bapplication\/json\b/.test(request.headers.accept ?? '')) {
      return reply.send({
        http: http.latencies(),
        database: connections(),
        queue: now?.queue ?? null,
        tests: now === null ? null : { open_trials: now.openTrials, ended_last_hour: now.endedTests },
        cache: hitRates(telemetry.cacheTally),
        router: {
          models_configured: router.models().filter(({ configured }) => configured).length,
          breakers: router.health().map(({ provider, model, state }) => ({ provider, model, state })),
        },
      });
    }
    const series = [await telemetry.metrics(), http.text(), connectionsText(connections())];
    if (now !== null) series.push(loadText(now));
    return reply.type(contentType).send(series.join('\n'));
  });
}

/** What was answered from memory or Redis, of all that was asked of the cache; null where nothing was. */
function hitRates(tally: CacheTally): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(tally).map(([kind, { memory, redis, missed }]) => {
      const asked = memory + redis + missed;
      return [kind, asked === 0 ? null : (memory + redis) / asked];
    }),
  );
}

function connectionsText(counts: ConnectionCounts): string {
  const name = 'agent_factory_database_connections';
  const lines = Object.entries(counts).map(([state, count]) => `${name}{state="${state}"} ${count}`);
  return [
    `# HELP ${name} Of this process: open, idle among them, and transactions that wait for one.`,
    `# TYPE ${name} gauge`,
    ...lines,
    '',
  ].join('\n');
}

function isNeighbour({ socket, headers }: FastifyRequest): boolean {
  const address = socket.remoteAddress ?? '';
  const loopback = address === '::1' || /^(?:::ffff:)?127\./.test(address);
  return loopback && headers['x-forwarded-for'] === undefined && headers.forwarded === undefined;
}

function sends(token: string, { headers }: FastifyRequest): boolean {
  const [, sent = ''] = /^Bearer +(\S+)$/i.exec(headers.authorization ?? '') ?? [];
  return timingSafeEqual(digest(sent), digest(token));
}

/** Of one length, as the comparison wants it. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
