import type { ApiKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { apiKeyColumns } from './columns.ts';
import type { ApiKeyRow } from './rows.ts';

/** Revoked and expired ones too. */
export async function selectApiKey(
  tx: Transaction,
  { id, teamId }: { id: ApiKeyId; teamId: TeamId },
): Promise<ApiKeyRow | undefined> {
  const { rows } = await sql<ApiKeyRow>`
    select ${apiKeyColumns} from public.api_keys k where k.team_id = ${teamId} and k.id = ${id}`.execute(tx);
  return rows[0];
}
