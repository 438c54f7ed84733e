import {
  AuthError,
  allowedRedirect,
  isAuthError,
  pkcePrefix,
  verifyOneTimeToken,
} from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf } from '../caller.ts';
import { emailField } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import { withAuthCode, withRefusal, withSession } from '../result-url.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { sessionBody } from '../user-body.ts';

const verificationType = z.enum(['signup', 'invite', 'magiclink', 'recovery', 'email_change', 'email'], {
  error: 'Verify requires a verification type',
});
const linkQuery = z.object({
  type: verificationType,
  token: z.string({ error: 'Verify requires a token' }).min(1).max(256),
  redirect_to: z.string().max(2048).optional(),
});
const hashBody = z.object({ type: verificationType, token_hash: z.string().min(1).max(256) });
const codeBody = z.object({
  type: verificationType,
  email: emailField,
  token: z.string({ error: 'Verify requires a token' }).trim().min(1).max(64),
});
const shape = z.object({ token_hash: z.unknown().optional(), phone: z.string().optional() });

/** A link token or a mailed code against a session. */
export function verifyRoute(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  app.post('/verify', async (request) => {
    const { type, proof } = proofOf(request.body);
    const verified = await verifyOneTimeToken({
      ctx,
      input: {
        type,
        proof,
        answer: 'session',
        redirectTo: ctx.settings.siteUrl,
        client: clientOf(request),
      },
    });
    if (!('session' in verified)) throw new TypeError('a session was asked for');
    return sessionBody(verified.session);
  });
}

function proofOf(body: unknown) {
  const { token_hash, phone } = parseAuth(shape, body);
  if (phone) throw new AuthError('phone_provider_disabled', 'Phone logins are disabled');
  if (token_hash !== undefined) {
    const parsed = parseAuth(hashBody, body);
    return { type: parsed.type, proof: { tokenHash: parsed.token_hash } };
  }
  const { type, email, token } = parseAuth(codeBody, body);
  return { type, proof: { email, code: token } };
}

/** A link that a browser opens: it ends on an allowed page, with a session, a code or the refusal. */
export function verifyByLinkRoute(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  // No HEAD: a scanner that only looks must not spend the link.
  app.get('/verify', { exposeHeadRoute: false }, async (request, reply) => {
    const { type, token, redirect_to } = parseAuth(linkQuery, request.query);
    const page = allowedRedirect(redirect_to, ctx.settings);
    try {
      const verified = await verifyOneTimeToken({
        ctx,
        input: {
          type,
          proof: { tokenHash: token },
          answer: 'redirect',
          redirectTo: page.href,
          client: clientOf(request),
        },
      });
      const url =
        'session' in verified
          ? withSession(page, verified.session, type)
          : withAuthCode(page, verified.authCode);
      return reply.redirect(url, 303);
    } catch (error) {
      if (!isAuthError(error)) throw error;
      return reply.redirect(withRefusal(page, error, token.startsWith(pkcePrefix)), 303);
    }
  });
}
