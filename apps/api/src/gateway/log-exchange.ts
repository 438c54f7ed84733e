import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyBaseLogger } from 'fastify';

/** One line per answer, as `logAnswer` writes it for the rest; a status of null for who left before there was one. */
export function logExchange(log: FastifyBaseLogger, req: IncomingMessage, res: ServerResponse): void {
  if (!isLogged(log)) return;
  const startedAt = performance.now();
  res.once('close', () => {
    log.info(
      {
        request_id: req.headers['x-request-id'],
        method: req.method,
        path: req.url?.split('?', 1)[0],
        status: res.headersSent ? res.statusCode : null,
        duration_ms: Math.round((performance.now() - startedAt) * 10) / 10,
      },
      'answered',
    );
  });
}

function isLogged(log: FastifyBaseLogger): boolean {
  return log.level !== 'silent' && ['info', 'debug', 'trace'].includes(log.level);
}
