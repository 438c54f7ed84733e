import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { openGateway } from '@agent-factory/services';
import type { FastifyBaseLogger } from 'fastify';
import { admit } from '../actor/admit.ts';
import type { Host } from '../host.ts';
import type { ClientLimits } from '../http/client-limits.ts';
import { corsOptions } from '../http/cors.ts';
import { requestIdOf } from '../http/request-id.ts';
import { isOwnHostName } from '../http/require-host-name.ts';
import { isFromOwnPage } from '../http/require-own-origin.ts';
import { asksForLive } from '../live/live-door.ts';
import { gatewayHeaders } from './gateway-headers.ts';
import { logExchange } from './log-exchange.ts';

export type Listener = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * A server whose gateway requests never reach the framework; everything else, preflights too, goes to `others`.
 * Host names, origins, headers and the log hold for both alike.
 */
export function gatewayServer(
  host: Host,
  options: { webOrigins: readonly string[]; hostNames?: readonly string[]; limits: ClientLimits },
  log: () => FastifyBaseLogger,
  others: Listener,
): Server {
  const gateway = openGateway({
    services: host.services,
    async identify(req, res) {
      const arrival = {
        headers: req.headers,
        address: host.addressOf(req),
        requestId: requestIdOf(req),
        door: 'api',
      } as const;
      const { ctx } = await admit(host, arrival, (headers) => {
        for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
      });
      return ctx;
    },
    requestIdOf: (headers) => requestIdOf({ headers }),
    headers: gatewayHeaders(host.mode),
    closing: host.closing,
  });
  const { exposedHeaders = [] } = corsOptions(options.webOrigins);
  const exposed = [exposedHeaders].flat().join(', ');
  const origins = new Set(options.webOrigins);

  const settings = {
    connectionsCheckingInterval: options.limits.checkEveryMs,
    // Some clients offer HTTP/2 with every request; that is not taken up, and the request answered as it is.
    shouldUpgradeCallback: asksForLive,
  };
  return createServer(settings, (req, res) => {
    const url = req.url ?? '/';
    // A request under a strange name, or of another site's page, is the framework's to refuse.
    if (!gateway.serves(url) || req.method === 'OPTIONS' || !isOwn(req)) return others(req, res);
    const { origin } = req.headers;
    if (origin !== undefined && origins.has(origin)) {
      res.setHeader('access-control-allow-origin', origin);
      res.setHeader('access-control-expose-headers', exposed);
    }
    // The log and the answer name the request alike.
    req.headers['x-request-id'] = requestIdOf(req);
    logExchange(log(), req, res);
    gateway.handle(req, res);
  });

  function isOwn(req: IncomingMessage): boolean {
    if (!isFromOwnPage(req, options.webOrigins)) return false;
    return options.hostNames === undefined || isOwnHostName(req.headers.host ?? '', options.hostNames);
  }
}
