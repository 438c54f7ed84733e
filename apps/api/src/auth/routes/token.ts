import {
  type AuthClient,
  type AuthContext,
  AuthError,
  type AuthSession,
  exchangeAuthCode,
  refreshSession,
  signInWithPassword,
} from '@agent-factory/services';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { clientOf } from '../caller.ts';
import { emailField } from '../fields.ts';
import { parseAuth } from '../json-body.ts';
import type { AuthRouteDeps } from '../route-deps.ts';
import { sessionBody } from '../user-body.ts';

const query = z.object({
  grant_type: z.enum(['password', 'refresh_token', 'pkce', 'id_token', 'web3'], {
    error: 'unsupported_grant_type',
  }),
});
type GrantType = z.output<typeof query>['grant_type'];

const passwordBody = z.object({ email: emailField, password: z.string() });
const refreshBody = z.object({ refresh_token: z.string({ error: 'refresh_token required' }).min(1) });
const pkceBody = z.object({ auth_code: z.string().min(1), code_verifier: z.string().min(43).max(128) });
const phoneBody = z.object({ phone: z.string().min(1) });

type Grant = (ctx: AuthContext, body: unknown, client: AuthClient) => Promise<AuthSession>;

const grants: Record<GrantType, Grant> = {
  password: (ctx, body, client) => {
    if (phoneBody.safeParse(body).success) {
      throw new AuthError('phone_provider_disabled', 'Phone logins are disabled');
    }
    return signInWithPassword({ ctx, input: { ...parseAuth(passwordBody, body), client } });
  },
  refresh_token: (ctx, body, client) => {
    const { refresh_token } = parseAuth(refreshBody, body);
    return refreshSession({ ctx, input: { refreshToken: refresh_token, client } });
  },
  pkce: (ctx, body, client) => {
    const { auth_code, code_verifier } = parseAuth(pkceBody, body);
    return exchangeAuthCode({ ctx, input: { authCode: auth_code, codeVerifier: code_verifier, client } });
  },
  id_token: async () => {
    throw new AuthError('provider_disabled', 'Unsupported provider: provider is not enabled');
  },
  web3: async () => {
    throw new AuthError('web3_provider_disabled', 'Unsupported provider: provider is not enabled');
  },
};

/** Sign in with a password, a refresh token or the code of a PKCE flow (RFC 6749 3.2). */
export function tokenRoute(app: FastifyInstance, { ctx }: AuthRouteDeps): void {
  app.post('/token', async (request) => {
    const { grant_type } = parseAuth(query, request.query);
    return sessionBody(await grants[grant_type](ctx, request.body, clientOf(request)));
  });
}
