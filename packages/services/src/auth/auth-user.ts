import type { Transaction } from '@agent-factory/db';
import {
  type AuthIdentityRow,
  type AuthUserRow,
  type FactorRow,
  listFactors,
  listIdentities,
  type AuthSessionRow as SessionRow,
} from '@agent-factory/db/auth';

/** A person's account, as the protocol shows it to them: no hash, no token. */
export interface AuthUser {
  id: string;
  aud: string;
  role: string;
  email: string | null;
  emailConfirmedAt: Date | null;
  confirmationSentAt: Date | null;
  recoverySentAt: Date | null;
  /** The address that waits to be confirmed. */
  newEmail: string | null;
  emailChangeSentAt: Date | null;
  lastSignInAt: Date | null;
  appMetadata: Record<string, unknown>;
  userMetadata: Record<string, unknown>;
  isAnonymous: boolean;
  createdAt: Date;
  updatedAt: Date;
  identities: AuthIdentity[];
  factors: AuthFactor[];
}

/** A second factor: an authenticator app, or a set of recovery codes. */
export interface AuthFactor {
  id: string;
  friendlyName: string | null;
  type: FactorRow['factor_type'];
  status: FactorRow['status'];
  createdAt: Date;
  updatedAt: Date;
  lastChallengedAt: Date | null;
}

/** One way in: the e-mail address itself, or an account at a provider. */
export interface AuthIdentity {
  identityId: string;
  /** The provider's id of the person. */
  id: string;
  userId: string;
  provider: string;
  identityData: Record<string, unknown>;
  email: string | null;
  lastSignInAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What an access token says about its session. */
export type AuthSessionRow = Pick<SessionRow, 'id' | 'aal' | 'amr'>;

/** A person signed in: what every granting call answers. */
export interface AuthSession {
  accessToken: string;
  refreshToken: string;
  expiresInSeconds: number;
  /** Seconds since the epoch. */
  expiresAt: number;
  user: AuthUser;
}

/** The account of a row, with its ways in and its second factors. */
export async function authUserOf(tx: Transaction, row: AuthUserRow): Promise<AuthUser> {
  return toAuthUser(row, await listIdentities(tx, row.id), await listFactors(tx, row.id));
}

function toAuthUser(
  row: AuthUserRow,
  identities: readonly AuthIdentityRow[],
  factors: readonly FactorRow[],
): AuthUser {
  return {
    id: row.id,
    aud: row.aud,
    role: row.role,
    email: row.email,
    emailConfirmedAt: row.email_confirmed_at,
    confirmationSentAt: row.confirmation_sent_at,
    recoverySentAt: row.recovery_sent_at,
    newEmail: row.email_change,
    emailChangeSentAt: row.email_change_sent_at,
    lastSignInAt: row.last_sign_in_at,
    appMetadata: jsonObject(row.raw_app_meta_data),
    userMetadata: jsonObject(row.raw_user_meta_data),
    isAnonymous: row.is_anonymous,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    identities: identities.map((identity) => ({
      identityId: identity.id,
      id: identity.provider_id,
      userId: identity.user_id,
      provider: identity.provider,
      identityData: jsonObject(identity.identity_data),
      email: identity.email,
      lastSignInAt: identity.last_sign_in_at,
      createdAt: identity.created_at,
      updatedAt: identity.updated_at,
    })),
    factors: factors.map((factor) => ({
      id: factor.id,
      friendlyName: factor.friendly_name,
      type: factor.factor_type,
      status: factor.status,
      createdAt: factor.created_at,
      updatedAt: factor.updated_at,
      lastChallengedAt: factor.last_challenged_at,
    })),
  };
}

/** The jsonb columns read here hold objects alone: this room writes nothing else into them. */
export function jsonObject(value: unknown): Record<string, unknown> {
  return value as Record<string, unknown>;
}
