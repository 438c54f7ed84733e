import type { Transaction } from '../../tenant-transaction.ts';

/** Removes what can no longer be used: links, flows and rate-limit windows that ended before `before`. */
export async function deleteExpired(tx: Transaction, before: Date): Promise<void> {
  await tx.deleteFrom('auth.one_time_tokens').where('expires_at', '<', before).execute();
  await tx.deleteFrom('auth.flow_states').where('expires_at', '<', before).execute();
  await tx.deleteFrom('auth.mfa_challenges').where('expires_at', '<', before).execute();
  await tx.deleteFrom('auth.rate_limits').where('expires_at', '<', before).execute();
}
