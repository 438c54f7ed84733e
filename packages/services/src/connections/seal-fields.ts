import {
  type ConnectionId,
  type ConnectionKind,
  connectionKind,
  type TeamId,
} from '@agent-factory/contracts';
import type { SealedConnectionRow } from '@agent-factory/db';
import { z } from 'zod';
import { mask } from '../provider-keys/mask.ts';
import type { SecretPlace, Vault } from '../secrets/vault.ts';

/** A connection with everything in it open: for tools alone, not to be logged, stored or answered. */
export interface OpenConnection {
  id: ConnectionId;
  kind: ConnectionKind;
  name: string;
  baseUrl: string | null;
  /** Settings and secrets, by the names of the kind's fields; what was left empty is missing. */
  fields: Readonly<Record<string, string>>;
  trustedReads: readonly string[];
}

export function connectionPlace(teamId: TeamId, id: ConnectionId): SecretPlace {
  return { teamId, rowId: id, purpose: 'connection' };
}

/** What the row keeps of the fields: the secret ones in an envelope, all of them in one, and masked. */
export function sealFields(
  vault: Vault,
  place: SecretPlace,
  kind: ConnectionKind,
  fields: Readonly<Record<string, string>>,
) {
  const filled = Object.entries(fields).filter(([, value]) => value !== '');
  const isSecret = ([name]: readonly [string, string]) =>
    kind.fields.some((field) => field.name === name && field.secret);
  const secrets = filled.filter(isSecret);
  return {
    settings: Object.fromEntries(filled.filter((entry) => !isSecret(entry))),
    masked: Object.fromEntries(secrets.map(([name, value]) => [name, mask(value)])),
    envelope: vault.seal(JSON.stringify(Object.fromEntries(secrets)), place),
    keyVersion: vault.currentKeyId,
  };
}

const secretsSchema = z.record(z.string(), z.string());

/** Throws when the envelope does not open. */
export function openConnection(vault: Vault, teamId: TeamId, row: SealedConnectionRow): OpenConnection {
  const secrets = secretsSchema.parse(JSON.parse(vault.open(row.envelope, connectionPlace(teamId, row.id))));
  return {
    id: row.id,
    kind: connectionKind(row.kind),
    name: row.name,
    baseUrl: row.baseUrl,
    fields: { ...row.settings, ...secrets },
    trustedReads: row.trustedReads,
  };
}
