import { createHash, timingSafeEqual } from 'node:crypto';
import { withAuthService } from '@agent-factory/db';
import { takeFlowState } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import type { AuthSession } from './auth-user.ts';
import { completeSession, type IssuedSession, issueSession } from './issue-session.ts';

/**
 * Ends a PKCE flow (RFC 7636, S256): the code from the redirect and the verifier that its challenge was made
 * from. A code serves once, even when the verifier is wrong. Throws `flow_state_not_found`,
 * `flow_state_expired`, `bad_code_verifier`.
 */
export async function exchangeAuthCode({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: { authCode: string; codeVerifier: string; client: AuthClient };
}): Promise<AuthSession> {
  const done = await withAuthService(ctx.db, async (tx): Promise<IssuedSession | AuthError> => {
    const flow = await takeFlowState(tx, { authCodeHash: ctx.keyedHash('auth_code', input.authCode) });
    if (!flow?.user_id || !flow.code_challenge) {
      return new AuthError('flow_state_not_found', 'invalid flow state, no valid flow state found');
    }
    if (flow.expires_at.getTime() <= ctx.clock.now()) {
      return new AuthError('flow_state_expired', 'invalid flow state, flow state has expired');
    }
    if (!matchesChallenge(input.codeVerifier, flow.code_challenge)) {
      return new AuthError(
        'bad_code_verifier',
        'code challenge does not match previously saved code verifier',
      );
    }
    return issueSession(tx, ctx, {
      userId: flow.user_id,
      method: flow.authentication_method,
      client: input.client,
    });
  });
  // Thrown outside, so that the code stays spent.
  if (done instanceof AuthError) throw done;
  return completeSession(ctx, done);
}

function matchesChallenge(verifier: string, challenge: string): boolean {
  const computed = createHash('sha256').update(verifier).digest();
  const wanted = Buffer.from(challenge, 'base64url');
  return computed.length === wanted.length && timingSafeEqual(computed, wanted);
}
