import { withAuthService } from '@agent-factory/db';
import { findUserByEmail } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import type { AuthSession } from './auth-user.ts';
import { completeSession, issueSession } from './issue-session.ts';
import { countAttempt, forgiveAttempt, signInLimits } from './rate-limit.ts';

/**
 * Throws `invalid_credentials` for an unknown address and for a wrong password after the same work, so
 * that neither the answer nor its time tells them apart.
 */
export async function signInWithPassword({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: { email: string; password: string; client: AuthClient };
}): Promise<AuthSession> {
  const limits = signInLimits(input.email, input.client.ip);
  await countAttempt(ctx, limits);

  const user = await withAuthService(ctx.db, (tx) => findUserByEmail(tx, input.email));
  const matches = await ctx.hasher.verify(user?.encrypted_password ?? null, input.password);
  if (!user || !matches) throw new AuthError('invalid_credentials', 'Invalid login credentials');
  if (!user.email_confirmed_at) throw new AuthError('email_not_confirmed', 'Email not confirmed');

  const issued = await withAuthService(ctx.db, (tx) =>
    issueSession(tx, ctx, { userId: user.id, method: 'password', client: input.client }),
  );
  await forgiveAttempt(ctx, limits);
  return completeSession(ctx, issued);
}
