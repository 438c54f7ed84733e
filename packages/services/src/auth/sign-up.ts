import { withAuthService } from '@agent-factory/db';
import { findUserByEmail } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import type { AuthSession } from './auth-user.ts';
import { checkPasswordStrength } from './check-password-strength.ts';
import { createUser } from './create-user.ts';
import { completeSession, issueSession } from './issue-session.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countAttempt, countMail, signUpLimits } from './rate-limit.ts';

export interface SignUpInput {
  /** Parsed, in lower case. */
  email: string;
  password: string;
  userMetadata: Record<string, unknown>;
  redirectTo?: string | undefined;
  codeChallenge?: string | undefined;
  client: AuthClient;
}

/**
 * Makes an account. Under autoconfirm the answer is a session, or `user_already_exists` for a taken
 * address. Otherwise it is null for a new and for a taken address alike, and a mail goes out to confirm.
 */
export async function signUp({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: SignUpInput;
}): Promise<AuthSession | null> {
  checkPasswordStrength(input.password);
  await countAttempt(ctx, signUpLimits(input.client.ip));
  const { autoconfirm } = ctx.settings;
  if (!autoconfirm) await countMail(ctx, input.email, input.client.ip);

  const account = {
    email: input.email,
    encryptedPassword: await ctx.hasher.hash(input.password),
    confirmed: autoconfirm,
    emailProven: false,
    userMetadata: input.userMetadata,
    at: new Date(ctx.clock.now()),
  };
  if (autoconfirm) {
    const issued = await withAuthService(ctx.db, async (tx) => {
      const user = await createUser(tx, account);
      if (!user) throw new AuthError('user_already_exists', 'User already registered');
      return issueSession(tx, ctx, { userId: user.id, method: 'password', client: input.client });
    });
    return completeSession(ctx, issued);
  }

  const waiting = await withAuthService(ctx.db, async (tx) => {
    const created = await createUser(tx, account);
    const user = created ?? (await findUserByEmail(tx, input.email));
    return user && !user.email_confirmed_at ? user : null;
  });
  if (waiting) await mailOneTimeToken(ctx, { ...input, kind: 'signup', userId: waiting.id });
  return null;
}
