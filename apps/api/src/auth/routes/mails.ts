import {
  AuthError,
  requestMagicLink,
  requestReauthentication,
  requestRecovery,
  resendMail,
} from '@agent-factory/services';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { clientOf, principalOf } from '../caller.ts';
import { emailField, metadataField, pkceFields, redirectQuery } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';

const phoneBody = z.object({ phone: z.string().min(1) });
const recoverBody = z.object({ email: emailField, ...pkceFields });
const otpBody = z.object({
  email: emailField,
  create_user: z.boolean().default(true),
  data: metadataField.nullish(),
  ...pkceFields,
});
const resendBody = z.object({
  type: z.enum(['signup', 'email_change'], {
    error: 'Missing one of these types: signup, email_change, sms, phone_change',
  }),
  email: emailField,
  ...pkceFields,
});

/** The calls that mail a link or a code. Their answers are empty and the same for every address. */
export function mailRoutes(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  app.post('/recover', async (request) => {
    const { email, code_challenge } = parseAuth(recoverBody, request.body);
    await requestRecovery({ ctx, input: { email, ...mailing(request, code_challenge) } });
    return {};
  });

  for (const path of ['/otp', '/magiclink']) {
    app.post(path, async (request) => {
      refusePhone(request.body);
      const { email, create_user, data, code_challenge } = parseAuth(otpBody, request.body);
      await requestMagicLink({
        ctx,
        input: {
          email,
          createUser: create_user,
          userMetadata: data ?? {},
          ...mailing(request, code_challenge),
        },
      });
      return {};
    });
  }

  app.post('/resend', async (request) => {
    refusePhone(request.body);
    const { type, email, code_challenge } = parseAuth(resendBody, request.body);
    await resendMail({ ctx, input: { kind: type, email, ...mailing(request, code_challenge) } });
    return {};
  });

  // The client calls it by GET, the contract names POST.
  app.route({
    method: ['GET', 'POST'],
    url: '/reauthenticate',
    exposeHeadRoute: false,
    handler: async (request) => {
      const principal = await principalOf(request, rules);
      await requestReauthentication({ ctx, input: { ...principal, client: clientOf(request) } });
      return {};
    },
  });
}

function refusePhone(body: unknown): void {
  if (phoneBody.safeParse(body).success) {
    throw new AuthError('phone_provider_disabled', 'Phone logins are disabled');
  }
}

function mailing(request: FastifyRequest, codeChallenge: string | undefined) {
  const { redirect_to } = parseAuth(redirectQuery, request.query);
  return { redirectTo: redirect_to, codeChallenge, client: clientOf(request) };
}
