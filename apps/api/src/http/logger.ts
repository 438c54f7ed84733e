import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * JSON lines by pino. No bodies and no query strings (a query may carry a one-time token); what could
 * hold a credential is cut out even where someone logs a whole header object.
 */
export function loggerOptions(level: string) {
  return {
    level,
    redact: {
      paths: ['headers', '*.headers'].flatMap((place) => [
        `${place}.authorization`,
        `${place}.apikey`,
        `${place}["x-api-key"]`,
        `${place}.cookie`,
        `${place}["set-cookie"]`,
      ]),
      censor: '[redacted]',
    },
    serializers: {
      req: (request: FastifyRequest) => ({ method: request.method, path: pathOf(request.url) }),
    },
  };
}

/** One line per answer. */
export function logAnswer(request: FastifyRequest, reply: FastifyReply): void {
  request.log.info(
    {
      method: request.method,
      path: pathOf(request.url),
      status: reply.statusCode,
      duration_ms: Math.round(reply.elapsedTime * 10) / 10,
    },
    'answered',
  );
}

function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? url;
}
