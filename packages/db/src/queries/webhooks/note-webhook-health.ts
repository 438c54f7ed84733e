import type { TeamId, WebhookId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { WebhookDisabledReason } from './rows.ts';

/**
 * What a try says of its webhook: `arrived`, `failed`, or a reason to disable it, which counts once: false when it is
 * disabled already. Writes nothing that is known already.
 */
export async function noteWebhookHealth(
  tx: Transaction,
  { id, teamId, at, health }: { id: WebhookId; teamId: TeamId; at: Date; health: WebhookHealth },
): Promise<boolean> {
  const row = sql`team_id = ${teamId} and id = ${id}`;
  switch (health) {
    case 'arrived':
      // Of many at once, one a second: all of them would wait for one another's row.
      await sql`
        update public.webhook_endpoints set failing_since = null, last_success_at = ${at}::timestamptz
        where ${row} and (
          failing_since is not null or last_success_at is null
          or last_success_at < ${at}::timestamptz - interval '1 second'
        )`.execute(tx);
      return true;
    case 'failed':
      await sql`
        update public.webhook_endpoints set failing_since = ${at}::timestamptz
        where ${row} and failing_since is null`.execute(tx);
      return true;
    default: {
      const { numAffectedRows } = await sql`
        update public.webhook_endpoints
        set status = 'disabled', disabled_reason = ${health}, disabled_at = ${at}::timestamptz,
          failing_since = coalesce(failing_since, ${at}::timestamptz)
        where ${row} and status = 'active'`.execute(tx);
      return numAffectedRows === 1n;
    }
  }
}

export type WebhookHealth = 'arrived' | 'failed' | Exclude<WebhookDisabledReason, 'paused'>;
