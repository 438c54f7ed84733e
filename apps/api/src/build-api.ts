import { connectionsInUse, openLiveRooms, watchPlatformLoad } from '@agent-factory/services';
import compress from '@fastify/compress';
import cors from '@fastify/cors';
import helmet from '@fastify/helmet';
import Fastify, { type FastifyInstance, LogController } from 'fastify';
import { rememberAddress } from './actor/remember-address.ts';
import { tellRates } from './actor/session-of.ts';
import { localAuthRoutes } from './auth/local-auth-routes.ts';
import { registerDocs } from './docs/register.ts';
import { handleError } from './errors/error-handler.ts';
import { gatewayRoutes } from './gateway/gateway-routes.ts';
import { gatewayServer } from './gateway/gateway-server.ts';
import type { Host } from './host.ts';
import { answerClientError } from './http/client-error.ts';
import { type ClientLimits, clientLimits, limitClients } from './http/client-limits.ts';
import { corsOptions } from './http/cors.ts';
import { logAnswer, loggerOptions } from './http/logger.ts';
import { answerUnknown, collectRoutes } from './http/not-found.ts';
import { requestIdOf } from './http/request-id.ts';
import { requireHostName } from './http/require-host-name.ts';
import { requireOwnOrigin } from './http/require-own-origin.ts';
import { securityHeaders } from './http/security-headers.ts';
import { openLiveDoor } from './live/live-door.ts';
import { registerMetrics } from './metrics/register.ts';
import { registerRest } from './rest/register.ts';
import { restRoutes } from './rest/table.ts';
import { registerTrpc } from './trpc/register.ts';

export interface HttpOptions {
  /** pino's levels; `silent` for none. */
  logLevel: string;
  /** Where the log goes; the standard output if left out. */
  logStream?: { write(line: string): void };
  /** Browser origins that may call. */
  webOrigins: readonly string[];
  /** The names under which it may be called, besides localhost and addresses; any if left out. */
  hostNames?: readonly string[];
  /** Proxies whose `x-forwarded-for` counts: addresses or ranges, true for all, false for none. */
  trustProxy: boolean | string;
  /** By which the web server proves for whom it asks; nobody is believed without one. */
  webHopSecret?: string;
  /** The bearer that may read `/metrics`; callers on this machine may if left out. */
  metricsToken?: string;
  /** What slow clients are given; for tests, which have less time. */
  limits?: ClientLimits;
}

const bodyLimitBytes = 1_048_576;

/** The server with everything mounted, not yet listening. */
export async function buildApi(
  host: Host,
  options: HttpOptions,
): Promise<{ app: FastifyInstance; routes: readonly string[] }> {
  const { limits = clientLimits } = options;
  const app: FastifyInstance = Fastify({
    serverFactory(others) {
      const server = gatewayServer(host, { ...options, limits }, () => app.log, others);
      limitClients(server, limits);
      return server;
    },
    logger: {
      ...loggerOptions(options.logLevel),
      ...(options.logStream === undefined ? {} : { stream: options.logStream }),
    },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'request_id' }),
    genReqId: requestIdOf,
    requestIdHeader: false,
    // The paths that programs of before know: `/api/v1/…` is `/v1/…`.
    rewriteUrl: ({ url = '/' }) => (url.startsWith('/api/v1/') ? url.slice('/api'.length) : url),
    bodyLimit: bodyLimitBytes,
    trustProxy: options.trustProxy,
    // While draining, what still arrives on open connections is answered, not refused.
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    frameworkErrors: handleError,
    clientErrorHandler: answerClientError,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 500 },
  });
  app.setErrorHandler(handleError);
  // A body without a declared meaning is refused as such, not taken for a string.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    rememberAddress(request, host.addressOf(request.raw));
    reply.header('x-request-id', request.id);
  });
  if (options.hostNames !== undefined) requireHostName(app, options.hostNames);
  requireOwnOrigin(app, options.webOrigins);
  app.addHook('onResponse', async (request, reply) => logAnswer(request, reply));
  const routes = collectRoutes(app);
  app.setNotFoundHandler(answerUnknown(routes));

  await app.register(helmet, securityHeaders(host.mode));
  await app.register(cors, corsOptions(options.webOrigins));
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });

  tellRates(app);
  registerRest(app, host, restRoutes);
  registerDocs(app);
  const connections = () => connectionsInUse(host.services);
  const load = watchPlatformLoad(host.services);
  registerMetrics(app, { ...host.services, connections, load }, options.metricsToken ?? null);
  await registerTrpc(app, host);
  if (host.localAuth !== null) await app.register(localAuthRoutes, host.localAuth);
  openLiveDoor(app.server, host, openLiveRooms(host.services), options, app.log);
  const gateway = gatewayRoutes.map(({ method, path }) => `${method} ${path}`);
  return { app, routes: [...routes.all(), ...gateway] };
}
