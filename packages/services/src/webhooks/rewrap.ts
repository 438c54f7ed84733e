import type { WebhookId } from '@agent-factory/contracts';
import { findWebhooksToRewrap, rewrapWebhook, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { openWebhook } from './open-webhook.ts';
import { webhookPlace } from './webhook-secrets.ts';

const batch = 100;

/** As `rewrapProviderKeys`, for the secrets of webhooks. */
export async function rewrapWebhooks({
  services,
}: {
  services: Services;
}): Promise<{ rewrapped: number; failed: number }> {
  const { vault } = services.secrets;
  const count = { rewrapped: 0, failed: 0 };
  let after: WebhookId | null = null;
  for (;;) {
    const options = { currentKeyId: vault.currentKeyId, after, limit: batch };
    const found = await findWebhooksToRewrap(services.db, options);
    for (const { teamId, id } of found) {
      after = id;
      try {
        const open = await openWebhook(services, { teamId, id });
        if (open === undefined) continue;
        const rewrapped = vault.rewrap(open.envelope, webhookPlace(teamId, id));
        const change = { id, teamId, before: open.envelope, after: rewrapped };
        const system = { type: 'system', teamId, reason: 'rewrap_secrets' } as const;
        await withTenant(services.db, system, (tx) =>
          rewrapWebhook(tx, { ...change, keyVersion: vault.currentKeyId }),
        );
        count.rewrapped++;
      } catch (error) {
        count.failed++;
        services.onError(error, { part: 'rewrap', team_id: teamId, webhook_id: id });
      }
    }
    if (found.length < batch) return count;
  }
}
