import type { Transaction } from '@agent-factory/db';
import type { FlowMethod, OneTimeTokenRow } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import type { AuthSession } from './auth-user.ts';
import { confirmEmailChange } from './confirm-email-change.ts';
import { issueAuthCode } from './issue-auth-code.ts';
import { completeSession, type IssuedSession, issueSession } from './issue-session.ts';
import { proveEmail } from './prove-email.ts';
import {
  kindsOfVerification,
  type OneTimeProof,
  redeemOneTimeToken,
  type VerificationType,
} from './redeem-one-time-token.ts';

/** Signed in at once, or with a code that only the holder of the PKCE verifier can exchange. */
export type Verified = { session: AuthSession } | { authCode: string };

/**
 * Redeems a link or a code. `answer` says what a link that was asked for with a PKCE challenge yields: a
 * code in a redirect (GET), or the session itself (POST). Throws `otp_expired`, `email_exists`,
 * `user_banned`.
 */
export async function verifyOneTimeToken({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    type: VerificationType;
    proof: OneTimeProof;
    answer: 'session' | 'redirect';
    redirectTo: string;
    client: AuthClient;
  };
}): Promise<Verified> {
  const refusal = new AuthError(
    'otp_expired',
    input.answer === 'redirect' ? 'Email link is invalid or has expired' : 'Token has expired or is invalid',
  );
  const done = await redeemOneTimeToken<IssuedSession | { authCode: string }>(
    ctx,
    { proof: input.proof, kinds: kindsOfVerification(input.type), ip: input.client.ip, refusal },
    async (tx, token) => {
      const userId = await act(tx, ctx, token);
      const method = methodOf(token);
      if (input.answer === 'redirect' && token.code_challenge) {
        return {
          authCode: await issueAuthCode(tx, ctx, {
            ...input,
            userId,
            method,
            codeChallenge: token.code_challenge,
          }),
        };
      }
      return issueSession(tx, ctx, { userId, method, client: input.client });
    },
  );
  return 'authCode' in done ? done : { session: await completeSession(ctx, done) };
}

/** Does what the token was mailed for; answers whose it was. */
function act(tx: Transaction, ctx: AuthContext, token: OneTimeTokenRow): Promise<string> {
  return token.kind === 'email_change' ? confirmEmailChange(tx, ctx, token) : proveEmail(tx, ctx, token);
}

function methodOf(token: OneTimeTokenRow): FlowMethod {
  switch (token.kind) {
    case 'signup':
      return 'email/signup';
    case 'recovery':
      return 'recovery';
    case 'email_change':
      return 'email_change';
    default:
      return 'otp';
  }
}
