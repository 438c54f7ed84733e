import { withAuthService } from '@agent-factory/db';
import { findUserByEmail } from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countMail } from './rate-limit.ts';

/**
 * Mails a link and a code that sign in. A new address gets one too (unless `createUser` is false): its
 * account is made when the link is used, so an address that nobody proves leaves no account behind.
 * The answer is the same in every case.
 */
export async function requestMagicLink({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: {
    email: string;
    createUser: boolean;
    userMetadata: Record<string, unknown>;
    redirectTo?: string | undefined;
    codeChallenge?: string | undefined;
    client: AuthClient;
  };
}): Promise<void> {
  await countMail(ctx, input.email, input.client.ip);
  const user = await withAuthService(ctx.db, (tx) => findUserByEmail(tx, input.email));
  if (!user && !input.createUser) return;
  await mailOneTimeToken(ctx, { ...input, kind: 'magiclink', userId: user?.id ?? null });
}
