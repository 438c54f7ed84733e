import type { Transaction } from '../../tenant-transaction.ts';
import type { AuthIdentityRow, IdentityProvider } from './rows.ts';

export function findIdentity(
  tx: Transaction,
  key: { provider: IdentityProvider; providerId: string },
): Promise<AuthIdentityRow | undefined> {
  return tx
    .selectFrom('auth.identities')
    .selectAll()
    .where('provider', '=', key.provider)
    .where('provider_id', '=', key.providerId)
    .executeTakeFirst();
}
