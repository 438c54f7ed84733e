import type { WebhookTestView } from '@agent-factory/contracts';
import { selectWebhook, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { webhookIdInputSchema } from './get.ts';
import { openWebhook } from './open-webhook.ts';
import { sendTest } from './require-answer.ts';

/** Sends a `webhook.test` event now, in use or not, and tells how it was received. Errors: `not_found`. */
export async function testWebhook({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof webhookIdInputSchema>;
}): Promise<WebhookTestView> {
  requireScope(ctx.actor, 'webhooks:write');
  const { id } = parseInput(webhookIdInputSchema, input);
  const { teamId } = ctx.actor;
  const known = await withTenant(ctx.db, ctx.actor, (tx) => selectWebhook(tx, { id, teamId }));
  const open = known && (await openWebhook(ctx, { teamId, id }));
  if (known === undefined || open === undefined) throw notFound('webhook');
  const answer = await sendTest(ctx, { id, url: known.url, secrets: open.signing });
  return {
    ok: answer.error === null,
    status_code: answer.statusCode,
    error: answer.error,
    duration_ms: answer.durationMs,
    response_excerpt: answer.responseExcerpt,
  };
}
