import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { type AuthPrincipal, authenticateSession } from './authenticate-session.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countMail } from './rate-limit.ts';

/** Mails the signed-in user a code that `updateUser` takes as `nonce`. */
export async function requestReauthentication({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: AuthPrincipal & { client: AuthClient };
}): Promise<void> {
  const user = await authenticateSession({ ctx, input });
  if (!user.email) throw new AuthError('validation_failed', 'Reauthentication requires an email address');
  await countMail(ctx, user.email, input.client.ip);
  await mailOneTimeToken(ctx, { kind: 'reauthentication', email: user.email, userId: user.id });
}
