import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import type { SealedProviderKeyRow } from '@agent-factory/db';
import type { OwnKey } from '@agent-factory/llm';
import type { SecretPlace, Vault } from '../secrets/vault.ts';
import { mask } from './mask.ts';

export function placeOf(teamId: TeamId, id: ProviderKeyId): SecretPlace {
  return { teamId, rowId: id, purpose: 'provider_key' };
}

/** What the row keeps of a secret. */
export function sealKey(vault: Vault, place: SecretPlace, secret: string) {
  return {
    envelope: vault.seal(secret, place),
    keyVersion: vault.currentKeyId,
    masked: mask(secret),
  };
}

/** A row as the router takes it. Throws when the envelope does not open. */
export function openKey(vault: Vault, teamId: TeamId, row: SealedProviderKeyRow): OwnKey {
  return {
    id: row.id,
    vendor: row.vendor,
    secret: vault.open(row.envelope, placeOf(teamId, row.id)),
    weight: row.weight,
    ...(row.baseUrl === null ? {} : { baseUrl: row.baseUrl }),
  };
}
