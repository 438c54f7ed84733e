import {
  AppError,
  type CreateWebhookInput,
  createWebhookInputSchema,
  newId,
  type WebhookSecretView,
} from '@agent-factory/contracts';
import { insertWebhook, withTenant } from '@agent-factory/db';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { requireAnswer, webhookAddress } from './require-answer.ts';
import { makeWebhookSecret, sealWebhookSecrets, webhookPlace } from './webhook-secrets.ts';
import { auditedWebhook, webhookView } from './webhook-view.ts';

const atMost = 20;

/**
 * Saves an address that has answered a test event, and shows its secret, this once. Errors: `invalid_input` with the
 * reason for one that did not answer or is no https address, `forbidden` for one that is not public, `conflict` where
 * the team has 20.
 */
export async function createWebhook({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: CreateWebhookInput;
}): Promise<WebhookSecretView> {
  const { actor } = ctx;
  requireScope(actor, 'webhooks:write');
  const {
    url: text,
    description,
    events,
    secret = makeWebhookSecret(),
  } = parseInput(createWebhookInputSchema, input);
  const url = webhookAddress(text, ctx.egress);
  const id = newId('webhook', ctx.clock.now());
  const { teamId } = actor;
  const { envelope, keyVersion, secretHint } = sealWebhookSecrets(
    ctx.secrets.vault,
    webhookPlace(teamId, id),
    { current: secret, old: null },
  );
  await requireAnswer(ctx, { id, url, secrets: [secret] });

  const webhook = { id, teamId, url, description, events: [...new Set(events)], secretHint };
  const createdBy = actor.type === 'user' ? actor.userId : null;
  return withTenant(ctx.db, actor, async (tx) => {
    const inserted = await insertWebhook(tx, { ...webhook, envelope, keyVersion, createdBy, atMost });
    if (inserted === undefined) {
      throw new AppError('conflict', `A team has at most ${atMost} webhooks. Delete one that is not used.`);
    }
    const row = { ...webhook, ...unused, createdAt: inserted.createdAt };
    await recordAudit(tx, ctx, {
      action: 'webhook.created',
      target: { id, name: nameOf(row) },
      after: auditedWebhook(row),
    });
    return { ...webhookView(row), secret };
  });
}

const unused = {
  status: 'active',
  disabledReason: null,
  disabledAt: null,
  oldSecretUntil: null,
  failingSince: null,
  lastSuccessAt: null,
} as const;

/** What people call a webhook. */
export function nameOf({ description, url }: { description: string; url: string }): string {
  return description === '' ? new URL(url).host : description;
}
