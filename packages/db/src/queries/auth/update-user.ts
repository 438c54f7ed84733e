import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type AuthUserRow, authUserColumns } from './rows.ts';

/** What changes; what is left out stays. */
export interface AuthUserPatch {
  email?: string;
  encrypted_password?: string | null;
  email_confirmed_at?: Date;
  confirmation_sent_at?: Date;
  recovery_sent_at?: Date;
  email_change?: string | null;
  email_change_sent_at?: Date | null;
  last_sign_in_at?: Date;
  raw_app_meta_data?: Record<string, unknown>;
  raw_user_meta_data?: Record<string, unknown>;
}

/** Undefined when there is no such user. Throws Postgres' 23505 when the new address is taken. */
export function updateUser(
  tx: Transaction,
  id: string,
  patch: AuthUserPatch,
  at: Date,
): Promise<AuthUserRow | undefined> {
  const { raw_app_meta_data, raw_user_meta_data, ...rest } = patch;
  return tx
    .updateTable('auth.users')
    .set({
      ...rest,
      ...(raw_app_meta_data ? { raw_app_meta_data: json(raw_app_meta_data) } : {}),
      ...(raw_user_meta_data ? { raw_user_meta_data: json(raw_user_meta_data) } : {}),
      updated_at: at,
    })
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .returning(authUserColumns)
    .executeTakeFirst();
}
