import type { Transaction } from '../../tenant-transaction.ts';
import type { OneTimeTokenKind, OneTimeTokenRow } from './rows.ts';

/** Removes and returns the token: of two that take it at once, one gets it. */
export function takeOneTimeToken(
  tx: Transaction,
  key: { tokenHash: Buffer; kinds: readonly OneTimeTokenKind[] },
): Promise<OneTimeTokenRow | undefined> {
  return tx
    .deleteFrom('auth.one_time_tokens')
    .where('token_hash', '=', key.tokenHash)
    .where('kind', 'in', key.kinds)
    .returningAll()
    .executeTakeFirst();
}
