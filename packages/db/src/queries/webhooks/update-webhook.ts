import type { TeamId, WebhookEventType, WebhookId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import {
  type WebhookDisabledReason,
  type WebhookRow,
  type WebhookRowNarrow,
  webhookColumns,
} from './rows.ts';

export interface WebhookChange {
  url?: string | undefined;
  description?: string | undefined;
  events?: readonly WebhookEventType[] | undefined;
  /** Null: in use again, and as if it had never failed. */
  disabled?: { reason: WebhookDisabledReason; at: Date } | null | undefined;
}

/** Changes what is given, which is at least one thing; undefined when the team has no such webhook. */
export function updateWebhook(
  tx: Transaction,
  { id, teamId, change }: { id: WebhookId; teamId: TeamId; change: WebhookChange },
): Promise<WebhookRow | undefined> {
  const { url, description, events, disabled } = change;
  return tx
    .updateTable('webhook_endpoints')
    .set({
      url,
      description,
      events: events === undefined ? undefined : [...events],
      ...(disabled === undefined
        ? {}
        : disabled === null
          ? { status: 'active', disabled_reason: null, disabled_at: null, failing_since: null }
          : { status: 'disabled', disabled_reason: disabled.reason, disabled_at: disabled.at }),
    })
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .returning(webhookColumns)
    .$narrowType<WebhookRowNarrow>()
    .executeTakeFirst();
}
