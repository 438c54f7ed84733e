import type { Selectable } from 'kysely';
import type { DB } from '../../generated/database.ts';

/** `auth.users` as local auth reads it. */
export type AuthUserRow = Pick<
  Selectable<DB['auth.users']>,
  | 'id'
  | 'aud'
  | 'role'
  | 'email'
  | 'encrypted_password'
  | 'email_confirmed_at'
  | 'confirmation_sent_at'
  | 'recovery_sent_at'
  | 'email_change'
  | 'email_change_sent_at'
  | 'last_sign_in_at'
  | 'raw_app_meta_data'
  | 'raw_user_meta_data'
  | 'is_anonymous'
  | 'banned_until'
  | 'created_at'
  | 'updated_at'
>;

export const authUserColumns = [
  'id',
  'aud',
  'role',
  'email',
  'encrypted_password',
  'email_confirmed_at',
  'confirmation_sent_at',
  'recovery_sent_at',
  'email_change',
  'email_change_sent_at',
  'last_sign_in_at',
  'raw_app_meta_data',
  'raw_user_meta_data',
  'is_anonymous',
  'banned_until',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof AuthUserRow)[];

export type AuthIdentityRow = Selectable<DB['auth.identities']>;
export type AuthSessionRow = Selectable<DB['auth.sessions']>;
export type FactorRow = Selectable<DB['auth.mfa_factors']>;
export type OneTimeTokenRow = Selectable<DB['auth.one_time_tokens']>;
export type FlowStateRow = Selectable<DB['auth.flow_states']>;
export type OutboxMailRow = Selectable<DB['auth.local_outbox']>;
/** Where an identity comes from. */
export type IdentityProvider = AuthIdentityRow['provider'];
/** What the mail was for. */
export type OneTimeTokenKind = OneTimeTokenRow['kind'];
/** How a flow will have proved who the person is. */
export type FlowMethod = FlowStateRow['authentication_method'];
