import type { Transaction } from '@agent-factory/db';
import {
  type AuthUserRow,
  type IdentityProvider,
  insertUser,
  putIdentity,
  updateUser,
} from '@agent-factory/db/auth';

/**
 * A new account with its first identity. Undefined when the address is taken.
 * `emailProven` says that a mail or a provider showed the address to be theirs; under autoconfirm an
 * account can be confirmed without that.
 */
export async function createUser(
  tx: Transaction,
  user: {
    email: string;
    encryptedPassword: string | null;
    confirmed: boolean;
    emailProven: boolean;
    userMetadata: Record<string, unknown>;
    /** The provider that vouches for the person; the address itself when absent. */
    identity?: { provider: IdentityProvider; providerId: string; data: Record<string, unknown> };
    at: Date;
  },
): Promise<AuthUserRow | undefined> {
  const provider = user.identity?.provider ?? 'email';
  const row = await insertUser(tx, {
    email: user.email,
    encryptedPassword: user.encryptedPassword,
    emailConfirmedAt: user.confirmed ? user.at : null,
    appMetadata: { provider, providers: [provider] },
    userMetadata: user.userMetadata,
    at: user.at,
  });
  if (!row) return undefined;
  const identityData = user.identity?.data ?? {
    sub: row.id,
    email: user.email,
    email_verified: user.emailProven,
    phone_verified: false,
  };
  await putIdentity(tx, {
    userId: row.id,
    provider,
    providerId: user.identity?.providerId ?? row.id,
    data: identityData,
    lastSignInAt: user.at,
    at: user.at,
  });
  // As the real service does, the account's own metadata repeats what the identity knows.
  return updateUser(tx, row.id, { raw_user_meta_data: { ...user.userMetadata, ...identityData } }, user.at);
}
