import { oauthProviderNames } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import type { AuthRouteDeps } from '../route-deps.ts';

/** What a sign-in form wants to know, and whether the service is up. */
export function projectRoutes(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  app.get('/settings', async () => ({
    external: {
      anonymous_users: false,
      email: true,
      phone: false,
      ...Object.fromEntries(oauthProviderNames.map((name) => [name, name in ctx.settings.providers])),
    },
    disable_signup: false,
    mailer_autoconfirm: ctx.settings.autoconfirm,
    phone_autoconfirm: false,
    sms_provider: '',
    saml_enabled: false,
  }));

  app.get('/health', async () => ({
    name: 'Agent Factory local auth',
    version: '1',
    description: 'Speaks the Supabase Auth protocol for local development',
  }));
}

/** The public keys (RFC 7517) that check access tokens. */
export function jwksRoute(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=600');
    return ctx.signer.jwks;
  });
}
