import { withAuthService } from '@agent-factory/db';
import {
  deleteOneTimeTokensOfUser,
  deleteSessions,
  findSession,
  findUserByEmail,
  findUserById,
  updateUser as updateUserRow,
} from '@agent-factory/db/auth';
import type { AuthClient, AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { type AuthUser, jsonObject } from './auth-user.ts';
import { type AuthPrincipal, authenticateSession } from './authenticate-session.ts';
import { checkPasswordStrength } from './check-password-strength.ts';
import { renderEmailChangeNotice } from './mail/render-mail.ts';
import { mailOneTimeToken } from './mail-one-time-token.ts';
import { countMail } from './rate-limit.ts';
import { redeemOneTimeToken } from './redeem-one-time-token.ts';

export interface UpdateUserInput extends AuthPrincipal {
  email?: string | undefined;
  password?: string | undefined;
  /** The code from `requestReauthentication`; checked whenever it is given. */
  nonce?: string | undefined;
  /** Merged into the metadata; null removes a key. */
  userMetadata?: Record<string, unknown> | undefined;
  redirectTo?: string | undefined;
  codeChallenge?: string | undefined;
  client: AuthClient;
}

/**
 * Changes the signed-in user. A new password ends every other session and voids the mailed links. A new
 * address counts once the mail to it is confirmed; the old address is told. Throws `weak_password`,
 * `same_password`, `email_exists`, `insufficient_aal`, `reauthentication_not_valid`, `over_email_send_rate_limit`.
 */
export async function updateUser({
  ctx,
  input,
}: {
  ctx: AuthContext;
  input: UpdateUserInput;
}): Promise<AuthUser> {
  const user = await authenticateSession({ ctx, input });
  if (input.password !== undefined || input.email !== undefined) await requireBothFactors(ctx, user, input);
  if (input.password !== undefined) checkPasswordStrength(input.password);
  if (input.nonce) await checkNonce(ctx, user, input);
  const newEmail = input.email === user.email ? undefined : input.email;
  if (newEmail) await refuseTakenEmail(ctx, newEmail);
  const encryptedPassword =
    input.password === undefined ? undefined : await hashNewPassword(ctx, user.id, input.password);
  if (newEmail) await countMail(ctx, newEmail, input.client.ip);

  const at = new Date(ctx.clock.now());
  await withAuthService(ctx.db, async (tx) => {
    await updateUserRow(
      tx,
      user.id,
      {
        ...(encryptedPassword ? { encrypted_password: encryptedPassword } : {}),
        ...(input.userMetadata
          ? { raw_user_meta_data: mergeMetadata(user.userMetadata, input.userMetadata) }
          : {}),
        ...(newEmail ? { email_change: newEmail } : {}),
      },
      at,
    );
    if (encryptedPassword) {
      await deleteSessions(tx, user.id, { allBut: input.sessionId });
      await deleteOneTimeTokensOfUser(tx, user.id);
    }
  });

  if (newEmail) {
    const { redirectTo, codeChallenge } = input;
    await mailOneTimeToken(ctx, {
      kind: 'email_change',
      email: newEmail,
      userId: user.id,
      redirectTo,
      codeChallenge,
    });
    if (user.email) await ctx.mail.send(renderEmailChangeNotice(user.email, newEmail));
  }
  return authenticateSession({ ctx, input });
}

/** Whoever stole a password, or sits at a mailbox, must not be able to lock the owner out with it. */
async function requireBothFactors(ctx: AuthContext, user: AuthUser, principal: AuthPrincipal): Promise<void> {
  if (!user.factors.some(({ type, status }) => type === 'totp' && status === 'verified')) return;
  const session = await withAuthService(ctx.db, (tx) => findSession(tx, principal));
  if (session?.aal !== 'aal2') {
    throw new AuthError(
      'insufficient_aal',
      'AAL2 session is required to update email or password when MFA is enabled.',
    );
  }
}

async function checkNonce(ctx: AuthContext, user: AuthUser, input: UpdateUserInput): Promise<void> {
  await redeemOneTimeToken(
    ctx,
    {
      proof: { email: user.email ?? '', code: input.nonce ?? '' },
      kinds: ['reauthentication'],
      ip: input.client.ip,
      refusal: new AuthError('reauthentication_not_valid', 'Nonce has expired or is invalid'),
    },
    async () => undefined,
  );
}

async function refuseTakenEmail(ctx: AuthContext, email: string): Promise<void> {
  if (await withAuthService(ctx.db, (tx) => findUserByEmail(tx, email))) {
    throw new AuthError('email_exists', 'A user with this email address has already been registered');
  }
}

async function hashNewPassword(ctx: AuthContext, userId: string, password: string): Promise<string> {
  const row = await withAuthService(ctx.db, (tx) => findUserById(tx, userId));
  const current = row?.encrypted_password ?? null;
  if (current && (await ctx.hasher.verify(current, password))) {
    throw new AuthError('same_password', 'New password should be different from the old password.');
  }
  return ctx.hasher.hash(password);
}

function mergeMetadata(current: Record<string, unknown>, changes: Record<string, unknown>) {
  const merged = { ...jsonObject(current), ...changes };
  return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
}
