import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { apiKeyColumns } from './columns.ts';
import type { ApiKeyRow } from './rows.ts';

/** Newest first, revoked ones too. */
export async function listApiKeys(
  tx: Transaction,
  { teamId, limit }: { teamId: TeamId; limit: number },
): Promise<ApiKeyRow[]> {
  const { rows } = await sql<ApiKeyRow>`
    select ${apiKeyColumns} from public.api_keys k
    where k.team_id = ${teamId}
    order by k.created_at desc, k.id desc
    limit ${limit}`.execute(tx);
  return rows;
}
