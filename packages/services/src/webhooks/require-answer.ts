import { AppError, newId, type WebhookId } from '@agent-factory/contracts';
import type { EgressClient } from '@agent-factory/orchestrator/egress';
import type { ServiceContext } from '../service-context.ts';
import { sendWebhook, type WebhookAnswer } from './send.ts';

/**
 * The address of a webhook as it is stored. Throws `invalid_input` or `forbidden` for one that is not on the public web
 * or not encrypted; where the name leads is checked again with each try.
 */
export function webhookAddress(text: string, egress: EgressClient): string {
  const { url, exempt } = egress.check(text);
  if (url.protocol !== 'https:' && !exempt) {
    throw new AppError('invalid_input', 'url: must begin with https://.');
  }
  return url.href;
}

/** Sends a `webhook.test` event, signed as all others are, and says how it was received. */
export function sendTest(
  ctx: ServiceContext,
  { id, url, secrets }: { id: WebhookId; url: string; secrets: readonly string[] },
): Promise<WebhookAnswer> {
  const now = ctx.clock.now();
  const payload = { type: 'webhook.test', timestamp: new Date(now).toISOString(), data: { webhook_id: id } };
  return sendWebhook(ctx, { id: newId('webhookEvent', now), url, secrets, body: JSON.stringify(payload) });
}

/** Throws `invalid_input` with the reason unless a test event arrives. */
export async function requireAnswer(
  ctx: ServiceContext,
  webhook: { id: WebhookId; url: string; secrets: readonly string[] },
): Promise<void> {
  const { error } = await sendTest(ctx, webhook);
  if (error === null) return;
  throw new AppError(
    'invalid_input',
    `url: a test event did not arrive there, so nothing was saved. ${error}`,
  );
}
