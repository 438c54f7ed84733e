import type { JobPayload, TeamId, WebhookId } from '@agent-factory/contracts';
import {
  listAdminAddresses,
  noteAttempt,
  noteWebhookHealth,
  type OutgoingDelivery,
  selectOutgoingDelivery,
  selectWebhook,
  type Transaction,
  withTenant,
} from '@agent-factory/db';
import { recordAudit } from '../audit/record.ts';
import type { Mail } from '../auth/mail/mail-port.ts';
import { contextFor, type Services } from '../service-context.ts';
import { waitAfter } from './backoff.ts';
import { nameOf } from './create.ts';
import { signingSecrets } from './open-webhook.ts';
import { queueDelivery } from './queue-delivery.ts';
import { renderWebhookDisabled } from './render-disabled.ts';
import { sendWebhook, type WebhookAnswer } from './send.ts';
import { openWebhookSecrets, webhookPlace } from './webhook-secrets.ts';
import { auditedWebhook } from './webhook-view.ts';

/** Nothing has arrived for so long: it is sent nothing any more. Longer than the tries of one delivery go on. */
const failingForMs = 5 * 24 * 3_600_000;

/**
 * Sends one event to one webhook and notes how that went; if it failed, queues the next try in the same transaction.
 * Nothing is done for one that is delivered, deleted or disabled meanwhile. At least once: a process that dies between
 * sending and noting leaves the job, and the receiver tells by `webhook-id`. Throws `cancelled` when `signal` fires.
 */
export async function deliverWebhook({
  services,
  input,
  signal,
}: {
  services: Services;
  input: JobPayload<'deliver_webhook'>;
  signal?: AbortSignal;
}): Promise<void> {
  const { team_id: teamId, delivery_id: id } = input;
  const system = { type: 'system', teamId, reason: 'deliver_webhook' } as const;
  const delivery = await withTenant(services.db, system, (tx) => selectOutgoingDelivery(tx, { id, teamId }));
  if (delivery === undefined) return;
  const answer = await send(services, input, delivery, signal);
  const mails = await withTenant(services.db, system, (tx) => settle(services, tx, input, delivery, answer));
  await Promise.all(mails.map((mail) => services.mail.send(mail)));
}

async function send(
  services: Services,
  { team_id: teamId }: JobPayload<'deliver_webhook'>,
  delivery: OutgoingDelivery,
  signal: AbortSignal | undefined,
): Promise<WebhookAnswer> {
  const now = services.clock.now();
  if (delivery.webhookStatus === 'disabled') {
    const error = 'It was not sent: the webhook is disabled.';
    const nothing = { statusCode: null, responseExcerpt: null, retryAfterMs: null };
    return { startedAt: new Date(now), durationMs: 0, error, ...nothing };
  }
  const place = webhookPlace(teamId, delivery.webhookId);
  const secrets = openWebhookSecrets(services.secrets.vault, place, delivery.envelope);
  return sendWebhook(services, {
    url: delivery.url,
    id: delivery.eventId,
    body: delivery.payload,
    secrets: signingSecrets(secrets, delivery.oldSecretUntil, now),
    ...(signal === undefined ? {} : { signal }),
  });
}

/** Answers with the mails that are to be sent once this is written. */
async function settle(
  services: Services,
  tx: Transaction,
  { team_id: teamId, delivery_id: deliveryId }: JobPayload<'deliver_webhook'>,
  delivery: OutgoingDelivery,
  answer: WebhookAnswer,
): Promise<Mail[]> {
  const { startedAt, durationMs, statusCode, error, responseExcerpt, retryAfterMs } = answer;
  const attempt = { startedAt, durationMs, statusCode, error, responseExcerpt };
  const noted = { deliveryId, teamId, attempt };
  const webhook = { id: delivery.webhookId, teamId, at: startedAt };
  if (error === null) {
    await noteAttempt(tx, { ...noted, status: 'succeeded', nextAttemptAt: null });
    await noteWebhookHealth(tx, { ...webhook, health: 'arrived' });
    return [];
  }
  const failingMs = startedAt.getTime() - (delivery.failingSince ?? startedAt).getTime();
  const over = statusCode === 410 ? 'gone' : failingMs >= failingForMs ? 'failing' : null;
  const waitMs = waitAfter(delivery.attempts + 1, retryAfterMs, Math.random());
  if (over !== null || delivery.webhookStatus === 'disabled' || waitMs === null) {
    await noteAttempt(tx, { ...noted, status: 'failed', nextAttemptAt: null });
  } else {
    const nextAttemptAt = new Date(startedAt.getTime() + durationMs + waitMs);
    const waits = await noteAttempt(tx, { ...noted, status: 'pending', nextAttemptAt });
    if (waits) await queueDelivery(tx, { teamId, deliveryId, webhookId: webhook.id, runAt: nextAttemptAt });
  }
  if (delivery.webhookStatus === 'disabled') return [];
  const disabled = await noteWebhookHealth(tx, { ...webhook, health: over ?? 'failed' });
  return over !== null && disabled ? tellOfEnd(services, tx, webhook, error) : [];
}

/** The team finds out by its log, by the page, and its owners and admins by mail; each says why. */
async function tellOfEnd(
  services: Services,
  tx: Transaction,
  { id, teamId }: { id: WebhookId; teamId: TeamId },
  lastError: string,
): Promise<Mail[]> {
  const row = await selectWebhook(tx, { id, teamId });
  if (row === undefined) return [];
  const ctx = contextFor(services, { type: 'system', teamId, reason: 'deliver_webhook' });
  await recordAudit(tx, ctx, {
    action: 'webhook.disabled',
    target: { id, name: nameOf(row) },
    after: auditedWebhook(row),
  });
  const admins = await listAdminAddresses(tx);
  return admins.map(({ email: recipient, teamName }) =>
    renderWebhookDisabled({
      ...{ recipient, teamName, webhook: row, lastError },
      webUrl: services.webUrl,
    }),
  );
}
