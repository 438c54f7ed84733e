import { type WebhooksView, webhookEventNames, webhookEventTypes } from '@agent-factory/contracts';
import { listWebhooks as listRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { webhookView } from './webhook-view.ts';

/** All of them, newest first; a team has few. */
export async function listWebhooks({ ctx }: { ctx: ServiceContext }): Promise<WebhooksView> {
  requireScope(ctx.actor, 'webhooks:read', 'webhooks:write');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) =>
    listRows(tx, { teamId: ctx.actor.teamId, limit: 100 }),
  );
  const events = webhookEventNames.map((type) => ({ type, says: webhookEventTypes[type].says }));
  return { items: rows.map(webhookView), events };
}
