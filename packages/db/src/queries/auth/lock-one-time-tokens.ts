import type { Transaction } from '../../tenant-transaction.ts';
import type { OneTimeTokenKind, OneTimeTokenRow } from './rows.ts';

/** The tokens that a code for this address could belong to; guesses at them wait for each other. */
export function lockOneTimeTokens(
  tx: Transaction,
  key: { email: string; kinds: readonly OneTimeTokenKind[] },
): Promise<OneTimeTokenRow[]> {
  return tx
    .selectFrom('auth.one_time_tokens')
    .selectAll()
    .where('email', '=', key.email)
    .where('kind', 'in', key.kinds)
    .orderBy('id')
    .forUpdate()
    .execute();
}
