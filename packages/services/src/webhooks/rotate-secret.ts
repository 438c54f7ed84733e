import {
  AppError,
  type RotateWebhookSecretInput,
  rotateWebhookSecretInputSchema,
  type WebhookSecretView,
  webhookIdSchema,
} from '@agent-factory/contracts';
import { replaceWebhookSecret, selectWebhook, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { nameOf } from './create.ts';
import { openWebhook } from './open-webhook.ts';
import { makeWebhookSecret, sealWebhookSecrets, webhookPlace } from './webhook-secrets.ts';
import { auditedWebhook, webhookView } from './webhook-view.ts';

export const rotateWebhookSecretVerbInputSchema = rotateWebhookSecretInputSchema.safeExtend({
  id: webhookIdSchema,
});
const hourMs = 3_600_000;

/**
 * Gives a webhook another secret and shows it, this once. Deliveries carry a signature by each of the two for
 * `overlap_hours`; a third that still signed until now ends at once. Errors: `not_found`; `conflict` when somebody
 * else rotated it at the same moment.
 */
export async function rotateWebhookSecret({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: RotateWebhookSecretInput & { id: string };
}): Promise<WebhookSecretView> {
  const { actor } = ctx;
  requireScope(actor, 'webhooks:write');
  const {
    id,
    overlap_hours,
    secret = makeWebhookSecret(),
  } = parseInput(rotateWebhookSecretVerbInputSchema, input);
  const { teamId } = actor;
  // As the caller first: whether there is such a webhook is the policies' to say.
  const known = await withTenant(ctx.db, actor, (tx) => selectWebhook(tx, { id, teamId }));
  const open = known && (await openWebhook(ctx, { teamId, id }));
  if (known === undefined || open === undefined) throw notFound('webhook');
  if (open.secrets.current === secret) {
    throw new AppError('invalid_input', 'secret: is the one in use already. Leave it out to have one made.');
  }

  const overlaps = overlap_hours > 0;
  const sealed = sealWebhookSecrets(ctx.secrets.vault, webhookPlace(teamId, id), {
    current: secret,
    old: overlaps ? open.secrets.current : null,
  });
  const oldSecretUntil = overlaps ? new Date(ctx.clock.now() + overlap_hours * hourMs) : null;
  const system = { type: 'system', teamId, reason: 'rotate_webhook_secret' } as const;
  return withTenant(ctx.db, system, async (tx) => {
    const row = await replaceWebhookSecret(tx, {
      id,
      teamId,
      before: open.envelope,
      ...sealed,
      oldSecretUntil,
    });
    if (row === undefined) {
      throw new AppError(
        'conflict',
        'This webhook was changed at the same moment. Look at it, then try again.',
      );
    }
    await recordAudit(tx, ctx, {
      action: 'webhook.secret_rotated',
      target: { id, name: nameOf(row) },
      before: auditedWebhook(known),
      after: auditedWebhook(row),
    });
    return { ...webhookView(row), secret };
  });
}
