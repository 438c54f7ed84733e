import { AuthError, signUp } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf } from '../caller.ts';
import { emailField, metadataField, pkceFields, redirectQuery } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { pendingUserBody, sessionBody } from '../user-body.ts';

const kindOfSignup = z.object({
  email: z.string().optional(),
  phone: z.string().optional(),
  password: z.string({ error: 'Signup requires a valid password' }).optional(),
});
const body = z.object({
  email: emailField,
  password: z
    .string({ error: 'Signup requires a valid password' })
    .min(1, 'Signup requires a valid password'),
  data: metadataField.nullish(),
  ...pkceFields,
});

export function signupRoute(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  app.post('/signup', async (request) => {
    refuseOtherSignups(parseAuth(kindOfSignup, request.body));
    const { email, password, data, code_challenge } = parseAuth(body, request.body);
    const { redirect_to } = parseAuth(redirectQuery, request.query);
    const session = await signUp({
      ctx,
      input: {
        email,
        password,
        userMetadata: data ?? {},
        redirectTo: redirect_to,
        codeChallenge: code_challenge,
        client: clientOf(request),
      },
    });
    return session ? sessionBody(session) : pendingUserBody(email);
  });
}

function refuseOtherSignups({ email, phone, password }: z.output<typeof kindOfSignup>): void {
  if (phone) throw new AuthError('phone_provider_disabled', 'Phone signups are disabled');
  if (!email && !password) {
    throw new AuthError('anonymous_provider_disabled', 'Anonymous sign-ins are disabled');
  }
}
