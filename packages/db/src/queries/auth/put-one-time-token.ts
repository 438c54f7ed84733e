import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { OneTimeTokenKind } from './rows.ts';

/** A newer token of the same kind for the same address takes the older one's place. */
export async function putOneTimeToken(
  tx: Transaction,
  token: {
    kind: OneTimeTokenKind;
    email: string;
    userId: string | null;
    tokenHash: Buffer;
    codeHash: Buffer;
    codeChallenge: string | null;
    userMetadata: Record<string, unknown>;
    at: Date;
    expiresAt: Date;
  },
): Promise<void> {
  await tx
    .insertInto('auth.one_time_tokens')
    .values({
      kind: token.kind,
      email: token.email,
      user_id: token.userId,
      token_hash: token.tokenHash,
      code_hash: token.codeHash,
      code_challenge: token.codeChallenge,
      user_meta_data: json(token.userMetadata),
      created_at: token.at,
      expires_at: token.expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['email', 'kind']).doUpdateSet((excluded) => ({
        user_id: excluded.ref('excluded.user_id'),
        token_hash: excluded.ref('excluded.token_hash'),
        code_hash: excluded.ref('excluded.code_hash'),
        code_failures: 0,
        code_challenge: excluded.ref('excluded.code_challenge'),
        user_meta_data: excluded.ref('excluded.user_meta_data'),
        created_at: excluded.ref('excluded.created_at'),
        expires_at: excluded.ref('excluded.expires_at'),
      })),
    )
    .execute();
}
