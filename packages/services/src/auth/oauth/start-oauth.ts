import { createHash } from 'node:crypto';
import { withAuthService } from '@agent-factory/db';
import { insertFlowState } from '@agent-factory/db/auth';
import { allowedRedirect } from '../allowed-redirect.ts';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import { newSecretToken } from '../issue-session.ts';
import { isOAuthProviderName, type OAuthProviderName } from './oauth-provider.ts';

const lifetimeMs = 600_000;
const defaultScopes: Record<OAuthProviderName, string> = {
  google: 'openid email profile',
  github: 'read:user user:email',
};

/**
 * Begins a sign-in at a provider. The browser goes to `url`; `state` must come back with it and also wait
 * in that browser (a cookie), so that nobody can finish a sign-in that another began. Throws
 * `validation_failed` for a provider that is unknown or has no client id.
 */
export async function startOAuth({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    provider: string;
    scopes: string;
    redirectTo?: string | undefined;
    codeChallenge?: string | undefined;
  };
}): Promise<{ url: URL; state: string }> {
  const name = isOAuthProviderName(input.provider) ? input.provider : null;
  const provider = name && ctx.settings.providers[name];
  if (!provider) throw new AuthError('validation_failed', 'Unsupported provider: provider is not enabled');

  const state = newSecretToken();
  const now = ctx.clock.now();
  await withAuthService(ctx.db, (tx) =>
    insertFlowState(tx, {
      stateHash: ctx.keyedHash('oauth_state', state),
      provider: name,
      authenticationMethod: 'oauth',
      codeChallenge: input.codeChallenge ?? null,
      redirectTo: allowedRedirect(input.redirectTo, ctx.settings).href,
      at: new Date(now),
      expiresAt: new Date(now + lifetimeMs),
    }),
  );

  const url = new URL(provider.endpoints.authorize);
  const challenge = createHash('sha256').update(codeVerifierOf(ctx, state)).digest('base64url');
  for (const [key, value] of Object.entries({
    client_id: provider.clientId,
    redirect_uri: callbackUrl(ctx),
    response_type: 'code',
    scope: [defaultScopes[name], input.scopes].filter(Boolean).join(' '),
    state,
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })) {
    url.searchParams.set(key, value);
  }
  return { url, state };
}

/** Where providers send the browser back to; registered with them. */
export function callbackUrl(ctx: AuthContext): string {
  return `${ctx.settings.externalUrl}/callback`;
}

/** Our own PKCE verifier towards the provider, computed from the state so that it need not be stored. */
export function codeVerifierOf(ctx: AuthContext, state: string): string {
  return ctx.keyedHash('oauth_verifier', state).toString('base64url');
}
