import { deleteWebhook as deleteRow, selectWebhook, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { nameOf } from './create.ts';
import { webhookIdInputSchema } from './get.ts';
import { auditedWebhook } from './webhook-view.ts';

/** Deletes a webhook with its secrets and its delivery log; what is on its way is not sent. Errors: `not_found`. */
export async function deleteWebhook({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof webhookIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'webhooks:write');
  const { id } = parseInput(webhookIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectWebhook(tx, { id, teamId });
    if (before === undefined || !(await deleteRow(tx, { id, teamId }))) throw notFound('webhook');
    await recordAudit(tx, ctx, {
      action: 'webhook.deleted',
      target: { id, name: nameOf(before) },
      before: auditedWebhook(before),
    });
  });
}
