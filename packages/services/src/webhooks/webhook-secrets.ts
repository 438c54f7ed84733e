import { randomBytes } from 'node:crypto';
import type { TeamId, WebhookId } from '@agent-factory/contracts';
import { z } from 'zod';
import type { SecretPlace, Vault } from '../secrets/vault.ts';

/** The secrets of one webhook in the form of Standard Webhooks: `whsec_` and base64. Never logged nor stored open. */
export interface WebhookSecrets {
  current: string;
  /** The one before, which signs too for as long as the row says. */
  old: string | null;
}

const secretBytes = 32;
const secretsSchema = z.object({ current: z.string(), old: z.string().nullable() });

export function makeWebhookSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`;
}

export function webhookPlace(teamId: TeamId, id: WebhookId): SecretPlace {
  return { teamId, rowId: id, purpose: 'webhook' };
}

/** What the row keeps of them. */
export function sealWebhookSecrets(vault: Vault, place: SecretPlace, secrets: WebhookSecrets) {
  return {
    envelope: vault.seal(JSON.stringify(secrets), place),
    keyVersion: vault.currentKeyId,
    secretHint: secrets.current.replace(/=+$/, '').slice(-4),
  };
}

/** Throws when the envelope does not open. */
export function openWebhookSecrets(vault: Vault, place: SecretPlace, envelope: Buffer): WebhookSecrets {
  return secretsSchema.parse(JSON.parse(vault.open(envelope, place)));
}
