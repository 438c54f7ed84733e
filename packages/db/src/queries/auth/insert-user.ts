import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type AuthUserRow, authUserColumns } from './rows.ts';

export interface NewAuthUser {
  /** In lower case. */
  email: string;
  encryptedPassword: string | null;
  emailConfirmedAt: Date | null;
  appMetadata: Record<string, unknown>;
  userMetadata: Record<string, unknown>;
  at: Date;
}

/** Undefined when the address is taken. */
export function insertUser(tx: Transaction, user: NewAuthUser): Promise<AuthUserRow | undefined> {
  return tx
    .insertInto('auth.users')
    .values({
      email: user.email,
      encrypted_password: user.encryptedPassword,
      email_confirmed_at: user.emailConfirmedAt,
      raw_app_meta_data: json(user.appMetadata),
      raw_user_meta_data: json(user.userMetadata),
      created_at: user.at,
      updated_at: user.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning(authUserColumns)
    .executeTakeFirst();
}
