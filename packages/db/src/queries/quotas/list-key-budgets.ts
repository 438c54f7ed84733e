import type { ApiKeyId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What an API key may spend in a month and has spent, in 10⁻⁹ USD. */
export interface KeyBudgetRow {
  id: ApiKeyId;
  name: string;
  limitNanoUsd: number;
  spentNanoUsd: number;
  reservedNanoUsd: number;
}

/** Of a month (`2026-11`): the keys in use that have a budget, as far as the caller may see keys; the fullest first. */
export async function listKeyBudgets(
  tx: Transaction,
  { teamId, month, limit }: { teamId: TeamId; month: string; limit: number },
): Promise<KeyBudgetRow[]> {
  const { rows } = await sql<KeyBudgetRow>`
    select key.id, key.name, key.budget_nano_usd as "limitNanoUsd",
      coalesce(budget.spent_nano_usd, 0)::bigint as "spentNanoUsd",
      coalesce(budget.reserved_nano_usd, 0)::bigint as "reservedNanoUsd"
    from public.api_keys key
      left join public.budgets budget on budget.team_id = key.team_id and budget.kind = 'api_key'
        and budget.subject_id = key.id and budget.period = ${month}
    where key.team_id = ${teamId} and key.budget_nano_usd is not null and key.revoked_at is null
      and (key.expires_at is null or key.expires_at > now())
    order by coalesce(budget.spent_nano_usd, 0)::float8 / greatest(key.budget_nano_usd, 1) desc, key.id
    limit ${limit}`.execute(tx);
  return rows;
}
