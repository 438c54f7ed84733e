import { type FastifyTRPCPluginOptions, fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import type { FastifyInstance } from 'fastify';
import { credentialOf } from '../actor/identify.ts';
import { sessionOf } from '../actor/session-of.ts';
import type { Host } from '../host.ts';
import { type AppRouter, appRouter } from './router.ts';

/** Mounts the router under `/trpc`. Up to 20 procedures share one request. */
export async function registerTrpc(app: FastifyInstance, host: Host): Promise<void> {
  await app.register(async (scope) => {
    // Before the body is read, and before the head of a streamed answer: once for a whole batch. Whoever is not let
    // in is told so by each procedure, but for the few that ask for nobody.
    scope.addHook('onRequest', async (request) => {
      await sessionOf(host, request, 'app').catch(() => undefined);
    });
    await scope.register(fastifyTRPCPlugin, {
      prefix: '/trpc',
      trpcOptions: {
        router: appRouter,
        maxBatchSize: 20,
        // tRPC's own `vary` takes the place of the one that cors set; this is added to it.
        responseMeta: () => ({ headers: new Headers({ vary: 'origin', 'cache-control': 'no-store' }) }),
        createContext: ({ req }) => ({
          host,
          requestId: req.id,
          session: () => sessionOf(host, req, 'app'),
          credential: () => credentialOf(req.headers),
        }),
        onError({ error, path, req }) {
          if (error.code === 'INTERNAL_SERVER_ERROR')
            req.log.error({ err: error.cause ?? error, path }, 'unforeseen error');
        },
      },
    } satisfies FastifyTRPCPluginOptions<AppRouter>);
  });
}
