import {
  updateWebhookInputSchema as changeSchema,
  type UpdateWebhookInput,
  type WebhookView,
  webhookIdSchema,
} from '@agent-factory/contracts';
import { selectWebhook, updateWebhook as updateRow, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { nameOf } from './create.ts';
import { openWebhook } from './open-webhook.ts';
import { requireAnswer, webhookAddress } from './require-answer.ts';
import { auditedWebhook, webhookView } from './webhook-view.ts';

export const updateWebhookVerbInputSchema = changeSchema.safeExtend({ id: webhookIdSchema });

/**
 * Changes what is named and leaves the rest. A new address, and one that is taken into use again, answers a test event
 * first. Errors: `not_found`; as `createWebhook` for the address.
 */
export async function updateWebhook({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: UpdateWebhookInput & { id: string };
}): Promise<WebhookView> {
  const { actor } = ctx;
  requireScope(actor, 'webhooks:write');
  const { id, url: text, description, events, status } = parseInput(updateWebhookVerbInputSchema, input);
  const { teamId } = actor;
  const url = text === undefined ? undefined : webhookAddress(text, ctx.egress);
  // As the caller first: whether there is such a webhook is the policies' to say.
  const known = await withTenant(ctx.db, actor, (tx) => selectWebhook(tx, { id, teamId }));
  const open = known && (await openWebhook(ctx, { teamId, id }));
  if (known === undefined || open === undefined) throw notFound('webhook');
  const starts = status === 'active' && known.status === 'disabled';
  const moves = url !== undefined && url !== known.url;
  if (starts || moves) await requireAnswer(ctx, { id, url: url ?? known.url, secrets: open.signing });

  const disabled = status === 'active' ? null : status === 'disabled' ? pausedAt(ctx.clock.now()) : undefined;
  return withTenant(ctx.db, actor, async (tx) => {
    const before = await selectWebhook(tx, { id, teamId });
    const pauses = disabled?.reason === 'paused' && before?.status === 'disabled';
    const row = await updateRow(tx, {
      id,
      teamId,
      change: {
        url: url ?? known.url,
        description,
        events: events === undefined ? undefined : [...new Set(events)],
        // Why it was disabled stays said.
        disabled: pauses ? undefined : disabled,
      },
    });
    if (before === undefined || row === undefined) throw notFound('webhook');
    await recordAudit(tx, ctx, {
      action: 'webhook.updated',
      target: { id, name: nameOf(row) },
      before: auditedWebhook(before),
      after: auditedWebhook(row),
    });
    return webhookView(row);
  });
}

function pausedAt(now: number) {
  return { reason: 'paused', at: new Date(now) } as const;
}
