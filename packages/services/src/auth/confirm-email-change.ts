import { type Transaction, violatesConstraint } from '@agent-factory/db';
import {
  deleteOneTimeTokensOfUser,
  findUserByEmail,
  findUserById,
  type OneTimeTokenRow,
  putIdentity,
  updateUser,
} from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { jsonObject } from './auth-user.ts';

/**
 * Moves the account to the address that the token was mailed to, if that is still the one being waited for.
 * Links mailed to the old address are void from then on. Answers the user's id. Throws `otp_expired`, or
 * `email_exists` when somebody took the address meanwhile.
 */
export async function confirmEmailChange(
  tx: Transaction,
  ctx: AuthContext,
  token: OneTimeTokenRow,
): Promise<string> {
  const user = token.user_id ? await findUserById(tx, token.user_id) : undefined;
  if (user?.email_change !== token.email) {
    throw new AuthError('otp_expired', 'Token has expired or is invalid');
  }
  const holder = await findUserByEmail(tx, token.email);
  if (holder && holder.id !== user.id) {
    throw emailExists();
  }
  const at = new Date(ctx.clock.now());
  await updateUser(
    tx,
    user.id,
    {
      email: token.email,
      email_change: null,
      email_change_sent_at: null,
      email_confirmed_at: at,
      raw_user_meta_data: {
        ...jsonObject(user.raw_user_meta_data),
        email: token.email,
        email_verified: true,
      },
    },
    at,
  ).catch((error: unknown) => {
    // Somebody else's sign-up with this address committed between the look and the change.
    throw violatesConstraint(error, 'users_email_key') ? emailExists() : error;
  });
  await putIdentity(tx, {
    userId: user.id,
    provider: 'email',
    providerId: user.id,
    data: { sub: user.id, email: token.email, email_verified: true, phone_verified: false },
    lastSignInAt: at,
    at,
  });
  await deleteOneTimeTokensOfUser(tx, user.id);
  return user.id;
}

function emailExists(): AuthError {
  return new AuthError('email_exists', 'A user with this email address has already been registered');
}
