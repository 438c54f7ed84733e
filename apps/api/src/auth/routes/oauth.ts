import { AuthError, finishOAuth, isAuthError, type OAuthOutcome, startOAuth } from '@agent-factory/services';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { clientOf } from '../caller.ts';
import { pkceFields } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import { withAuthCode, withRefusal, withSession } from '../result-url.ts';
import type { AuthRouteDeps } from '../route-deps.ts';

const cookieName = 'agent_factory_oauth_state';
const cookieSeconds = 600;

const authorizeQuery = z.object({
  provider: z.string({ error: 'Unsupported provider: provider is required' }).max(64),
  scopes: z.string().max(512).default(''),
  redirect_to: z.string().max(2048).optional(),
  ...pkceFields,
});
const callbackQuery = z.object({
  state: z.string().max(256).default(''),
  code: z.string().max(2048).optional(),
  error: z.string().max(256).optional(),
});

/** Sign-in at Google or GitHub: out to the provider, and back. */
export function oauthRoutes(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  const { externalUrl, siteUrl } = ctx.settings;
  const secure = externalUrl.startsWith('https:') ? '; Secure' : '';
  const cookie = (value: string, seconds: number) =>
    `${cookieName}=${value}; Path=${new URL(externalUrl).pathname}/callback; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure}`;

  app.get('/authorize', { exposeHeadRoute: false }, async (request, reply) => {
    const { provider, scopes, redirect_to, code_challenge } = parseAuth(authorizeQuery, request.query);
    const { url, state } = await startOAuth({
      ctx,
      input: { provider, scopes, redirectTo: redirect_to, codeChallenge: code_challenge },
    });
    return reply.header('set-cookie', cookie(state, cookieSeconds)).redirect(url.href, 302);
  });

  app.get('/callback', { exposeHeadRoute: false }, async (request, reply) => {
    const { state, code, error } = parseAuth(callbackQuery, request.query);
    reply.header('set-cookie', cookie('', 0));
    try {
      const outcome = await finishOAuth({
        ctx,
        input: { state, browserState: stateCookie(request), code, error, client: clientOf(request) },
      });
      if ('refusal' in outcome.result)
        request.log.warn({ err: outcome.result.refusal }, 'sign-in at a provider failed');
      return reply.redirect(resultUrl(outcome), 302);
    } catch (refusal) {
      if (!isAuthError(refusal)) throw refusal;
      return reply.redirect(withRefusal(new URL(siteUrl), refusal, true), 302);
    }
  });

  app.post('/callback', async () => {
    throw new AuthError('bad_oauth_callback', 'No enabled provider answers by POST');
  });
}

function resultUrl({ redirectTo, usesPkce, result }: OAuthOutcome): string {
  if ('refusal' in result) return withRefusal(redirectTo, result.refusal, usesPkce);
  return 'session' in result
    ? withSession(redirectTo, result.session)
    : withAuthCode(redirectTo, result.authCode);
}

function stateCookie(request: FastifyRequest): string | undefined {
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([name]) => name === cookieName)?.[1];
}
