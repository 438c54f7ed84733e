import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@agent-factory/contracts';
import type { FastifyInstance } from 'fastify';

/** Methods that change nothing (RFC 9110 9.2.1); a preflight asks about others. */
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request was made by a page that may make it, or by no page at all. Browsers send `origin` with everything
 * that can change something, and no page can forge it. A page of this server's own (the API description) counts too.
 */
export function isFromOwnPage(
  { method, headers }: { method?: string | undefined; headers: IncomingHttpHeaders },
  webOrigins: readonly string[],
): boolean {
  const { origin, host } = headers;
  if (origin === undefined || safe.has(method ?? 'GET') || webOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

/**
 * Refuses what another site's page asks for. Nothing here takes cookies, so such a page has no rights to use; should it
 * have got hold of a token, or an address let in whoever comes from it, the refusal still stands.
 */
export function requireOwnOrigin(app: FastifyInstance, webOrigins: readonly string[]): void {
  app.addHook('onRequest', async (request) => {
    if (isFromOwnPage(request, webOrigins)) return;
    throw new AppError('forbidden', 'This request was made by a page of another site.');
  });
}
