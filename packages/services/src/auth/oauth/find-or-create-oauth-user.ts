import type { Transaction } from '@agent-factory/db';
import {
  deleteSessions,
  findIdentity,
  findUserByEmail,
  listIdentities,
  putIdentity,
  updateUser,
} from '@agent-factory/db/auth';
import type { AuthContext } from '../auth-context.ts';
import { AuthError } from '../auth-error.ts';
import { jsonObject } from '../auth-user.ts';
import { createUser } from '../create-user.ts';
import type { OAuthProviderName } from './oauth-provider.ts';
import type { ProviderProfile } from './provider-client.ts';

/**
 * The account behind a provider's profile: the one that this identity belongs to, else the one with the same
 * verified address, else a new one. Only an address that the provider verified links or makes an account.
 * An account whose address nobody had proven loses its password and sessions then: whoever made it could
 * otherwise sit in the account of the address's owner.
 */
export async function findOrCreateOAuthUser(
  tx: Transaction,
  ctx: AuthContext,
  provider: OAuthProviderName,
  profile: ProviderProfile,
): Promise<string> {
  const at = new Date(ctx.clock.now());
  const { providerId, verifiedEmail } = profile;
  const data = {
    ...profile.data,
    sub: providerId,
    provider_id: providerId,
    ...(verifiedEmail ? { email: verifiedEmail } : {}),
    email_verified: verifiedEmail !== null,
    phone_verified: false,
  };
  const identity = { provider, providerId, data };

  const known = await findIdentity(tx, identity);
  if (known) {
    await putIdentity(tx, { ...identity, userId: known.user_id, lastSignInAt: at, at });
    return known.user_id;
  }
  if (!verifiedEmail) {
    throw new AuthError(
      'provider_email_needs_verification',
      `Verify your e-mail address with ${provider} first, then sign in again.`,
    );
  }
  const user =
    (await findUserByEmail(tx, verifiedEmail)) ??
    (await createUser(tx, {
      email: verifiedEmail,
      encryptedPassword: null,
      confirmed: true,
      emailProven: true,
      userMetadata: {},
      identity,
      at,
    }));
  if (!user) throw new AuthError('user_already_exists', 'User already registered');

  const identities = await listIdentities(tx, user.id);
  if (!identities.some((entry) => jsonObject(entry.identity_data).email_verified === true)) {
    await deleteSessions(tx, user.id, 'all');
    await updateUser(tx, user.id, { encrypted_password: null }, at);
  }
  await putIdentity(tx, { ...identity, userId: user.id, lastSignInAt: at, at });
  const providers = [...new Set([...identities.map((entry) => entry.provider), provider])];
  await updateUser(
    tx,
    user.id,
    {
      email_confirmed_at: user.email_confirmed_at ?? at,
      raw_app_meta_data: { ...jsonObject(user.raw_app_meta_data), providers },
      raw_user_meta_data: { ...data, ...jsonObject(user.raw_user_meta_data), email_verified: true },
    },
    at,
  );
  return user.id;
}
