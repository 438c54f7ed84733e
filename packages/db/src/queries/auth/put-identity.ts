import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { IdentityProvider } from './rows.ts';

/** Inserts the identity, or refreshes the data of the one that is there; its user never changes. */
export async function putIdentity(
  tx: Transaction,
  identity: {
    userId: string;
    provider: IdentityProvider;
    providerId: string;
    data: Record<string, unknown>;
    lastSignInAt: Date | null;
    at: Date;
  },
): Promise<void> {
  await tx
    .insertInto('auth.identities')
    .values({
      user_id: identity.userId,
      provider: identity.provider,
      provider_id: identity.providerId,
      identity_data: json(identity.data),
      last_sign_in_at: identity.lastSignInAt,
      created_at: identity.at,
      updated_at: identity.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider', 'provider_id']).doUpdateSet((excluded) => ({
        identity_data: excluded.ref('excluded.identity_data'),
        last_sign_in_at: excluded.ref('excluded.last_sign_in_at'),
        updated_at: excluded.ref('excluded.updated_at'),
      })),
    )
    .execute();
}
