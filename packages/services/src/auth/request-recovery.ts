import { withAuthService } from '@agent-factory/db';
import { findUserByEmail } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countMail } from './rate-limit.ts';

/** Mails a link to choose a new password, if the address has an account. The answer is the same either way. */
export async function requestRecovery({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    email: string;
    redirectTo?: string | undefined;
    codeChallenge?: string | undefined;
    client: AuthClient;
  };
}): Promise<void> {
  await countMail(ctx, input.email, input.client.ip);
  const user = await withAuthService(ctx.db, (tx) => findUserByEmail(tx, input.email));
  if (user) await mailOneTimeToken(ctx, { ...input, kind: 'recovery', userId: user.id });
}
