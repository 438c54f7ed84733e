import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** Sessions that these factors raised are aal1 again, for when the factors go. */
export async function lowerSessions(tx: Transaction, factorIds: readonly string[]): Promise<void> {
  if (factorIds.length === 0) return;
  await tx
    .updateTable('auth.sessions')
    .set({
      aal: 'aal1',
      factor_id: null,
      amr: sql`coalesce((select jsonb_agg(entry) from jsonb_array_elements(amr) entry
        where entry ->> 'method' not in ('totp', 'mfa/recovery_code')), '[]')`,
    })
    .where('factor_id', 'in', factorIds)
    .execute();
}
