import { withAuthService } from '@agent-factory/db';
import { findUserByEmail, findUserByPendingEmail } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countMail } from './rate-limit.ts';

/** Mails the confirmation of a sign-up or of a new address once more, if one is awaited. Same answer always. */
export async function resendMail({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    kind: 'signup' | 'email_change';
    email: string;
    redirectTo?: string | undefined;
    codeChallenge?: string | undefined;
    client: AuthClient;
  };
}): Promise<void> {
  await countMail(ctx, input.email, input.client.ip);
  const user = await withAuthService(ctx.db, async (tx) => {
    if (input.kind === 'email_change') return findUserByPendingEmail(tx, input.email);
    const found = await findUserByEmail(tx, input.email);
    return found?.email_confirmed_at ? undefined : found;
  });
  if (user) await mailOneTimeToken(ctx, { ...input, userId: user.id });
}
