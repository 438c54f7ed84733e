import type { TeamId, WebhookId } from '@agent-factory/contracts';
import { selectSealedWebhook, withTenant } from '@agent-factory/db';
import type { Services } from '../service-context.ts';
import { openWebhookSecrets, type WebhookSecrets, webhookPlace } from './webhook-secrets.ts';

/**
 * The secrets of a webhook, open, which the system alone is granted; undefined when the team has none of that id.
 * Whoever asks on behalf of a member has asked the member's own policies before.
 */
export async function openWebhook(
  { db, secrets, clock }: Pick<Services, 'db' | 'secrets' | 'clock'>,
  { teamId, id }: { teamId: TeamId; id: WebhookId },
): Promise<{ secrets: WebhookSecrets; signing: string[]; envelope: Buffer } | undefined> {
  const system = { type: 'system', teamId, reason: 'open_webhook' } as const;
  const row = await withTenant(db, system, (tx) => selectSealedWebhook(tx, { id, teamId }));
  if (row === undefined) return undefined;
  const open = openWebhookSecrets(secrets.vault, webhookPlace(teamId, id), row.envelope);
  return {
    secrets: open,
    signing: signingSecrets(open, row.oldSecretUntil, clock.now()),
    envelope: row.envelope,
  };
}

/** Those that sign at `now`, the current one first. */
export function signingSecrets(
  { current, old }: WebhookSecrets,
  oldUntil: Date | null,
  now: number,
): string[] {
  return old !== null && oldUntil !== null && oldUntil.getTime() > now ? [current, old] : [current];
}
