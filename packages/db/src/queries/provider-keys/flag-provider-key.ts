import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Marks a key in use as refused, unless its secret was put in less than `settledMs` ago: then the refusal may be
 * of the one before. False when nothing was marked.
 */
export async function flagProviderKey(
  tx: Transaction,
  key: { id: ProviderKeyId; teamId: TeamId; reason: string; settledMs: number },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update public.provider_keys set status = 'refused', last_error = ${key.reason}
    where team_id = ${key.teamId} and id = ${key.id} and status = 'active'
      and sealed_at < now() - ${key.settledMs} * interval '1 millisecond'`.execute(tx);
  return numAffectedRows === 1n;
}
