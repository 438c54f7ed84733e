import { type WebhookView, webhookIdSchema } from '@agent-factory/contracts';
import { selectWebhook, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { webhookView } from './webhook-view.ts';

export const webhookIdInputSchema = z.strictObject({ id: webhookIdSchema });

/** Errors: `not_found`. */
export async function getWebhook({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof webhookIdInputSchema>;
}): Promise<WebhookView> {
  requireScope(ctx.actor, 'webhooks:read', 'webhooks:write');
  const { id } = parseInput(webhookIdInputSchema, input);
  const row = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectWebhook(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('webhook');
  return webhookView(row);
}
