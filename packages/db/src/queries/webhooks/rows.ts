import type {
  WebhookDeliveryId,
  WebhookEventId,
  WebhookEventType,
  WebhookId,
} from '@agent-factory/contracts';

export type WebhookStatus = 'active' | 'disabled';
export type WebhookDisabledReason = 'gone' | 'failing' | 'paused';

/** What members see of a webhook; its envelope is the worker's alone. */
export interface WebhookRow {
  id: WebhookId;
  url: string;
  description: string;
  events: WebhookEventType[];
  status: WebhookStatus;
  disabledReason: WebhookDisabledReason | null;
  disabledAt: Date | null;
  secretHint: string;
  oldSecretUntil: Date | null;
  failingSince: Date | null;
  lastSuccessAt: Date | null;
  createdAt: Date;
}

/** The columns whose types the table does not say as closely. */
export type WebhookRowNarrow = Pick<WebhookRow, 'id' | 'events' | 'status' | 'disabledReason'>;

export const webhookColumns = [
  'id',
  'url',
  'description',
  'events',
  'status',
  'disabled_reason as disabledReason',
  'disabled_at as disabledAt',
  'secret_hint as secretHint',
  'old_secret_until as oldSecretUntil',
  'failing_since as failingSince',
  'last_success_at as lastSuccessAt',
  'created_at as createdAt',
] as const;

/** A webhook as deliveries need it, its secrets still closed. */
export interface SealedWebhookRow extends WebhookRow {
  envelope: Buffer;
}

export type WebhookDeliveryStatus = 'pending' | 'succeeded' | 'failed';

/** An event on its way to a webhook, with how it went last. */
export interface WebhookDeliveryRow {
  id: WebhookDeliveryId;
  webhookId: WebhookId;
  eventId: WebhookEventId;
  type: string;
  status: WebhookDeliveryStatus;
  attempts: number;
  nextAttemptAt: Date | null;
  createdAt: Date;
  /** Of the last attempt. */
  lastAttemptAt: Date | null;
  lastStatusCode: number | null;
  lastError: string | null;
}

export interface WebhookAttemptRow {
  number: number;
  startedAt: Date;
  durationMs: number;
  /** Null where nothing was answered. */
  statusCode: number | null;
  /** Null when it arrived. */
  error: string | null;
  responseExcerpt: string | null;
}
