import type { TeamId, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import { type WebhookRow, type WebhookRowNarrow, webhookColumns } from './rows.ts';

export interface ReplacedSecret {
  id: WebhookId;
  teamId: TeamId;
  /** As it was read: another who changed the secrets meanwhile is not overwritten. */
  before: Buffer;
  envelope: Buffer;
  keyVersion: string;
  secretHint: string;
  /** Until when the one before signs too. */
  oldSecretUntil: Date | null;
}

/** Undefined when it was changed or deleted meanwhile. */
export function replaceWebhookSecret(tx: Transaction, row: ReplacedSecret): Promise<WebhookRow | undefined> {
  return tx
    .updateTable('webhook_endpoints')
    .set({
      envelope: row.envelope,
      key_version: row.keyVersion,
      secret_hint: row.secretHint,
      old_secret_until: row.oldSecretUntil,
    })
    .where('team_id', '=', row.teamId)
    .where('id', '=', row.id)
    .where('envelope', '=', row.before)
    .returning(webhookColumns)
    .$narrowType<WebhookRowNarrow>()
    .executeTakeFirst();
}
