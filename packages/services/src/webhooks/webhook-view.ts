import type { WebhookDeliveryView, WebhookView } from '@agent-factory/contracts';
import type { WebhookDeliveryRow, WebhookRow } from '@agent-factory/db';

export function webhookView(row: WebhookRow): WebhookView {
  return {
    id: row.id,
    url: row.url,
    description: row.description,
    events: [...row.events],
    status: row.status,
    disabled_reason: row.disabledReason,
    disabled_at: row.disabledAt?.toISOString() ?? null,
    secret_hint: row.secretHint,
    old_secret_until: row.oldSecretUntil?.toISOString() ?? null,
    failing_since: row.failingSince?.toISOString() ?? null,
    last_success_at: row.lastSuccessAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
  };
}

export function deliveryView(row: WebhookDeliveryRow): WebhookDeliveryView {
  return {
    id: row.id,
    webhook_id: row.webhookId,
    event_id: row.eventId,
    type: row.type,
    status: row.status,
    attempts: row.attempts,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    created_at: row.createdAt.toISOString(),
    last_attempt_at: row.lastAttemptAt?.toISOString() ?? null,
    last_status_code: row.lastStatusCode,
    last_error: row.lastError,
  };
}

/** For the log of acts: what stands behind a "?" can be a password of the receiver. */
export function auditedWebhook(row: WebhookRow): Record<string, unknown> {
  return { ...webhookView(row), url: row.url.replace(/[?#].*$/s, '?…') };
}
