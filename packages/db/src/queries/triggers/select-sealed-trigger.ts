import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { SealedTriggerRow } from './rows.ts';

/** One in its envelopes, for the system alone: no member is granted these. */
export async function selectSealedTrigger(
  tx: Transaction,
  { id, teamId }: { id: TriggerId; teamId: TeamId },
): Promise<SealedTriggerRow | undefined> {
  const { rows } = await sql<SealedTriggerRow>`
    select id, agent_id as "agentId", name, scheme, mapping, enabled, rate_per_minute as "ratePerMinute", envelope,
      old_envelope as "oldEnvelope", old_until as "oldUntil"
    from public.triggers where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}
