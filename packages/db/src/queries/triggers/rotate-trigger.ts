import type { TeamId, TriggerId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewTriggerSecret {
  envelope: Buffer;
  keyVersion: string;
  secretHint: string;
  /** Until when the present secret stays good; null ends it now. */
  oldUntil: Date | null;
}

/** A new secret; the present one takes the place of the one before. False when the team has no such trigger. */
export async function rotateTrigger(
  tx: Transaction,
  { id, teamId, secret }: { id: TriggerId; teamId: TeamId; secret: NewTriggerSecret },
): Promise<boolean> {
  const old = secret.oldUntil === null ? sql`null` : sql`envelope`;
  const { rows } = await sql`
    update public.triggers
    set envelope = ${secret.envelope}, key_version = ${secret.keyVersion}, secret_hint = ${secret.secretHint},
      old_envelope = ${old}, old_until = ${secret.oldUntil}, updated_at = now()
    where team_id = ${teamId} and id = ${id}
    returning 1`.execute(tx);
  return rows.length === 1;
}
