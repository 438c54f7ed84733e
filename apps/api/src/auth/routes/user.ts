import { AuthError, authenticateSession, updateUser } from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf, principalOf } from '../caller.ts';
import { emailField, metadataField, pkceFields, redirectQuery } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { userBody } from '../user-body.ts';

const body = z.object({
  email: z.union([emailField, z.literal('').transform(() => undefined)]).optional(),
  password: z.string().nullish(),
  nonce: z.string().max(64).nullish(),
  data: metadataField.nullish(),
  ...pkceFields,
});
const forbidden = z.object({ phone: z.string().nullish(), app_metadata: z.unknown().optional() });

export function userRoutes(app: FastifyInstance, { ctx, rules }: AuthRouteDeps): void {
  app.get('/user', async (request) =>
    userBody(await authenticateSession({ ctx, input: await principalOf(request, rules) })),
  );

  app.put('/user', async (request) => {
    const principal = await principalOf(request, rules);
    refuseForbidden(parseAuth(forbidden, request.body));
    const { email, password, nonce, data, code_challenge } = parseAuth(body, request.body);
    const { redirect_to } = parseAuth(redirectQuery, request.query);
    const user = await updateUser({
      ctx,
      input: {
        ...principal,
        email,
        password: password ?? undefined,
        nonce: nonce ?? undefined,
        userMetadata: data ?? undefined,
        redirectTo: redirect_to,
        codeChallenge: code_challenge,
        client: clientOf(request),
      },
    });
    return userBody(user);
  });
}

function refuseForbidden({ phone, app_metadata }: z.output<typeof forbidden>): void {
  if (phone) throw new AuthError('phone_provider_disabled', 'Phone logins are disabled');
  if (app_metadata !== undefined) {
    throw new AuthError('not_admin', 'Updating app_metadata requires admin privileges');
  }
}
