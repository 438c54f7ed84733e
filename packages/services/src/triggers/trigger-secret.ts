import { randomBytes } from 'node:crypto';
import { AppError, type TeamId, type TriggerId, type TriggerScheme } from '@agent-factory/contracts';
import type { SecretPlace } from '../secrets/vault.ts';

const standardPrefix = 'whsec_';
const secretBytes = 32;

export function triggerPlace(teamId: TeamId, id: TriggerId): SecretPlace {
  return { teamId, rowId: id, purpose: 'trigger' };
}

/** The given secret if the scheme can use it, else a new one of 256 bits. AppError `invalid_input` says why it cannot. */
export function secretFor(scheme: TriggerScheme, given: string | undefined): string {
  if (given === undefined) {
    // GitHub takes any text; standard webhooks take base64 after a prefix (Standard Webhooks, "Signature scheme").
    return `${standardPrefix}${randomBytes(secretBytes).toString('base64')}`;
  }
  if (scheme === 'standard' && keyOf(scheme, given).length < 24) {
    const message = `secret: give "${standardPrefix}" and at least 24 bytes in base64, as the sender shows it.`;
    throw new AppError('invalid_input', message);
  }
  return given;
}

/** The key of the HMAC that a secret stands for. */
export function keyOf(scheme: TriggerScheme, secret: string): Buffer {
  if (scheme === 'github') return Buffer.from(secret);
  const encoded = secret.startsWith(standardPrefix) ? secret.slice(standardPrefix.length) : '';
  return Buffer.from(encoded, 'base64');
}

export function hintOf(secret: string): string {
  return secret.slice(-4);
}
