import type { ProviderKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewProviderKey {
  id: ProviderKeyId;
  teamId: TeamId;
  vendor: string;
  label: string;
  baseUrl: string | null;
  weight: number;
  masked: string;
  envelope: Buffer;
  keyVersion: string;
  testedAt: Date;
  createdBy: string | null;
}

/** Undefined, and nothing written, when the team has `atMost` keys. */
export async function insertProviderKey(
  tx: Transaction,
  { atMost, ...key }: NewProviderKey & { atMost: number },
): Promise<{ createdAt: Date } | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    insert into public.provider_keys (id, team_id, vendor, label, base_url, weight, masked, envelope, key_version,
      tested_at, created_by)
    select ${key.id}, ${key.teamId}, ${key.vendor}, ${key.label}, ${key.baseUrl}, ${key.weight}::integer,
      ${key.masked}, ${key.envelope}::bytea, ${key.keyVersion}, ${key.testedAt}::timestamptz,
      ${key.createdBy}::uuid
    where ${atMost} > (select count(*) from public.provider_keys where team_id = ${key.teamId})
    returning created_at as "createdAt"`.execute(tx);
  return rows[0];
}
