import type { Transaction } from '@agent-factory/db';
import {
  findUserByEmail,
  findUserById,
  type OneTimeTokenRow,
  putIdentity,
  updateUser,
} from '@agent-factory/db/auth';
import type { AuthContext } from './auth-context.ts';
import { AuthError } from './auth-error.ts';
import { jsonObject } from './auth-user.ts';
import { createUser } from './create-user.ts';

/**
 * A redeemed mail shows that the address is theirs: confirms the account, or makes it for an address that
 * had none. Answers the user's id. Throws `otp_expired` when the account has moved to another address.
 */
export async function proveEmail(tx: Transaction, ctx: AuthContext, token: OneTimeTokenRow): Promise<string> {
  const at = new Date(ctx.clock.now());
  const known = token.user_id
    ? await findUserById(tx, token.user_id)
    : await findUserByEmail(tx, token.email);
  if (!known && !token.user_id) {
    const created = await createUser(tx, {
      email: token.email,
      encryptedPassword: null,
      confirmed: true,
      emailProven: true,
      userMetadata: jsonObject(token.user_meta_data),
      at,
    });
    if (created) return created.id;
  }
  if (known?.email?.toLowerCase() !== token.email) {
    throw new AuthError('otp_expired', 'Token has expired or is invalid');
  }
  await updateUser(
    tx,
    known.id,
    {
      ...(known.email_confirmed_at ? {} : { email_confirmed_at: at }),
      raw_user_meta_data: { ...jsonObject(known.raw_user_meta_data), email_verified: true },
    },
    at,
  );
  await putIdentity(tx, {
    userId: known.id,
    provider: 'email',
    providerId: known.id,
    data: { sub: known.id, email: token.email, email_verified: true, phone_verified: false },
    lastSignInAt: at,
    at,
  });
  return known.id;
}
