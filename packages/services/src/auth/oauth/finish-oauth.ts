import { withAuthService } from '@agent-factory/db';
import { type FlowStateRow, takeFlowState } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from '../auth-context.ts';
import { AuthError, isAuthError } from '../auth-error.ts';
import { issueAuthCode } from '../issue-auth-code.ts';
import { completeSession, type IssuedSession, issueSession } from '../issue-session.ts';
import type { Verified } from '../verify-one-time-token.ts';
import { findOrCreateOAuthUser } from './find-or-create-oauth-user.ts';
import { fetchProviderProfile, type ProviderProfile } from './provider-client.ts';
import { callbackUrl, codeVerifierOf } from './start-oauth.ts';

/** Where the browser goes next, and with what. */
export interface OAuthOutcome {
  redirectTo: URL;
  usesPkce: boolean;
  result: Verified | { refusal: AuthError };
}

/**
 * Ends a sign-in at a provider. Throws `bad_oauth_state` when no flow was begun with this state in this
 * browser (there is then nowhere to send it); every later failure is an outcome for the page that began it.
 * `cause` of a refusal is for the log.
 */
export async function finishOAuth({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    state: string;
    /** The state that waited in the browser. */
    browserState: string | undefined;
    code: string | undefined;
    /** The provider's own refusal, for example `access_denied`. */
    error: string | undefined;
    client: AuthClient;
  };
}): Promise<OAuthOutcome> {
  const flow =
    input.state !== '' && input.state === input.browserState
      ? await withAuthService(ctx.db, (tx) =>
          takeFlowState(tx, { stateHash: ctx.keyedHash('oauth_state', input.state) }),
        )
      : undefined;
  if (!flow?.provider || flow.expires_at.getTime() <= ctx.clock.now()) {
    throw new AuthError('bad_oauth_state', 'OAuth state is invalid or has expired');
  }
  const outcome = { redirectTo: new URL(flow.redirect_to), usesPkce: flow.code_challenge !== null };
  try {
    const profile = await readProfile(ctx, flow, input);
    const done = await withAuthService(ctx.db, async (tx): Promise<IssuedSession | { authCode: string }> => {
      const userId = await findOrCreateOAuthUser(tx, ctx, nameOf(flow), profile);
      return flow.code_challenge
        ? {
            authCode: await issueAuthCode(tx, ctx, {
              userId,
              method: 'oauth',
              codeChallenge: flow.code_challenge,
              redirectTo: flow.redirect_to,
            }),
          }
        : issueSession(tx, ctx, { userId, method: 'oauth', client: input.client });
    });
    return {
      ...outcome,
      result: 'authCode' in done ? done : { session: await completeSession(ctx, done) },
    };
  } catch (error) {
    if (isAuthError(error)) return { ...outcome, result: { refusal: error } };
    throw error;
  }
}

async function readProfile(
  ctx: AuthContext,
  flow: FlowStateRow,
  input: { state: string; code: string | undefined; error: string | undefined },
): Promise<ProviderProfile> {
  const name = nameOf(flow);
  const provider = ctx.settings.providers[name];
  if (!provider) throw new AuthError('provider_disabled', 'Unsupported provider: provider is not enabled');
  if (input.error)
    throw new AuthError('bad_oauth_callback', `The provider refused: ${input.error.slice(0, 100)}`);
  if (!input.code)
    throw new AuthError('bad_oauth_callback', 'OAuth callback with missing authorization code');
  try {
    return await fetchProviderProfile(name, provider, {
      code: input.code,
      codeVerifier: codeVerifierOf(ctx, input.state),
      redirectUri: callbackUrl(ctx),
    });
  } catch (cause) {
    throw new AuthError('bad_oauth_callback', 'Unable to exchange external code', { cause });
  }
}

function nameOf(flow: FlowStateRow) {
  if (!flow.provider) throw new TypeError('a flow without a provider waits for no callback');
  return flow.provider;
}
