import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '@agent-factory/contracts';
import type { Services } from '@agent-factory/services';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Prometheus' text format; prom-client names the same. */
const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * `GET /metrics`: the series of this process. With a token, for whoever sends it as bearer; without one, for callers on
 * this machine that no proxy speaks for. For anybody else there is nothing at that address.
 */
export function registerMetrics(
  app: FastifyInstance,
  { telemetry }: Pick<Services, 'telemetry'>,
  token: string | null,
): void {
  app.get('/metrics', async (request, reply) => {
    if (!(token === null ? isNeighbour(request) : sends(token, request))) {
      // In the words for an unknown address, which is what this one is to others.
      throw new AppError('not_found', 'There is nothing at this address.');
    }
    return reply
      .type(contentType)
      .header('cache-control', 'no-store')
      .send(await telemetry.metrics());
  });
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
