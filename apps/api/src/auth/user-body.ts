import { randomUUID } from 'node:crypto';
import type { AuthFactor, AuthSession, AuthUser } from '@agent-factory/services';

/** A user as the protocol writes it (schema UserSchema); what is not there is left out, not null. */
export function userBody(user: AuthUser) {
  return {
    id: user.id,
    aud: user.aud,
    role: user.role,
    email: user.email ?? '',
    ...time('email_confirmed_at', user.emailConfirmedAt),
    phone: '',
    ...time('confirmation_sent_at', user.confirmationSentAt),
    ...time('confirmed_at', user.emailConfirmedAt),
    ...time('recovery_sent_at', user.recoverySentAt),
    ...(user.newEmail
      ? { new_email: user.newEmail, ...time('email_change_sent_at', user.emailChangeSentAt) }
      : {}),
    ...time('last_sign_in_at', user.lastSignInAt),
    app_metadata: user.appMetadata,
    user_metadata: user.userMetadata,
    identities: user.identities.map((identity) => ({
      identity_id: identity.identityId,
      id: identity.id,
      user_id: identity.userId,
      identity_data: identity.identityData,
      provider: identity.provider,
      ...time('last_sign_in_at', identity.lastSignInAt),
      created_at: identity.createdAt.toISOString(),
      updated_at: identity.updatedAt.toISOString(),
      ...(identity.email ? { email: identity.email } : {}),
    })),
    ...(user.factors.length > 0 ? { factors: user.factors.map(factorBody) } : {}),
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
    is_anonymous: user.isAnonymous,
  };
}

/** A second factor as the protocol writes it (schema MFAFactorSchema). */
function factorBody(factor: AuthFactor) {
  return {
    id: factor.id,
    status: factor.status,
    ...(factor.friendlyName ? { friendly_name: factor.friendlyName } : {}),
    factor_type: factor.type,
    created_at: factor.createdAt.toISOString(),
    updated_at: factor.updatedAt.toISOString(),
    ...time('last_challenged_at', factor.lastChallengedAt),
  };
}

/** A session as the protocol writes it (schema AccessTokenResponseSchema). */
export function sessionBody(session: AuthSession) {
  return {
    access_token: session.accessToken,
    token_type: 'bearer',
    expires_in: session.expiresInSeconds,
    expires_at: session.expiresAt,
    refresh_token: session.refreshToken,
    user: userBody(session.user),
  };
}

/**
 * What a sign-up that waits for its mail answers. The same for a new and for a taken address, so the id is
 * no account's and there is no identity to see.
 */
export function pendingUserBody(email: string) {
  const now = new Date().toISOString();
  return {
    id: randomUUID(),
    aud: 'authenticated',
    role: 'authenticated',
    email,
    phone: '',
    confirmation_sent_at: now,
    app_metadata: { provider: 'email', providers: ['email'] },
    user_metadata: {},
    identities: [],
    created_at: now,
    updated_at: now,
    is_anonymous: false,
  };
}

/** The one key, or nothing; a computed key alone would widen to `string`. */
function time<K extends string>(key: K, at: Date | null): Partial<Record<K, string>> {
  return at ? ({ [key]: at.toISOString() } as Record<K, string>) : {};
}
