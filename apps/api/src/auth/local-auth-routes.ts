import { type AuthContext, AuthError, localAccessTokenKeys, sweepExpired } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { readJsonBodies } from './json-body.ts';
import { requireApiKey } from './require-api-key.ts';
import type { AuthRouteDeps } from './route-deps.ts';
import { factorRoutes } from './routes/factors.ts';
import { logoutRoute } from './routes/logout.ts';
import { mailRoutes } from './routes/mails.ts';
import { notOfferedRoutes } from './routes/not-offered.ts';
import { oauthRoutes } from './routes/oauth.ts';
import { jwksRoute, projectRoutes } from './routes/project.ts';
import { recoveryCodeRoutes } from './routes/recovery-codes.ts';
import { signupRoute } from './routes/signup.ts';
import { tokenRoute } from './routes/token.ts';
import { userRoutes } from './routes/user.ts';
import { verifyByLinkRoute, verifyRoute } from './routes/verify.ts';
import { handleAuthError } from './send-auth-error.ts';

const sweepEveryMs = 3_600_000;

/**
 * The Supabase Auth protocol under `/auth/v1`, and the public key at `/.well-known/jwks.json`. For local mode
 * alone. Pages that a browser opens by itself (links, redirects, keys) need no `apikey`; all else does.
 */
export async function localAuthRoutes(
  app: FastifyInstance,
  { context, anonKey }: { context: AuthContext; anonKey: string },
): Promise<void> {
  const deps: AuthRouteDeps = {
    ctx: context,
    rules: {
      keys: localAccessTokenKeys(context.signer.jwks),
      issuer: context.settings.issuer,
      now: () => context.clock.now(),
    },
  };
  await app.register(async (root) => jwksRoute(root, deps));
  await app.register(
    async (auth) => {
      readJsonBodies(auth);
      auth.setErrorHandler(handleAuthError);
      auth.setNotFoundHandler(() => {
        throw new AuthError('not_found', 'There is nothing at this address');
      });
      auth.addHook('onRequest', async (_request, reply) => {
        reply.header('cache-control', 'no-store');
      });
      await auth.register(async (open) => {
        jwksRoute(open, deps);
        verifyByLinkRoute(open, deps);
        oauthRoutes(open, deps);
      });
      await auth.register(async (keyed) => {
        requireApiKey(keyed, anonKey);
        for (const routes of [
          projectRoutes,
          signupRoute,
          tokenRoute,
          logoutRoute,
          userRoutes,
          factorRoutes,
          recoveryCodeRoutes,
          mailRoutes,
          verifyRoute,
          notOfferedRoutes,
        ]) {
          routes(keyed, deps);
        }
      });
    },
    { prefix: '/auth/v1' },
  );
  sweepHourly(app, context);
}

function sweepHourly(app: FastifyInstance, ctx: AuthContext): void {
  const sweep = () =>
    sweepExpired({ ctx }).catch((err: unknown) =>
      app.log.warn({ err }, 'expired sign-in links stay until later'),
    );
  const timer = setInterval(sweep, sweepEveryMs).unref();
  app.addHook('onClose', async () => clearInterval(timer));
}
