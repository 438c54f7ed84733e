import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { TeamPolicyRow } from './select-team-policy.ts';

/** Sets the team's policy as a whole; the later of two writers wins. */
export async function putTeamPolicy(
  tx: Transaction,
  {
    teamId,
    updatedBy,
    ...policy
  }: Omit<TeamPolicyRow, 'plan' | 'requestsPerMinute'> & { teamId: TeamId; updatedBy: string | null },
): Promise<void> {
  await sql`
    insert into public.team_policies (
      team_id, allow_models, switched_off, regions, max_cost_nano_usd, monthly_budget_nano_usd, cache, updated_by
    ) values (
      ${teamId}, ${policy.allowModels}::text[], ${policy.switchedOff}::text[], ${policy.regions}::text[],
      ${policy.maxCostNanoUsd}::bigint, ${policy.monthlyBudgetNanoUsd}::bigint, ${policy.cache}::boolean,
      ${updatedBy}::uuid
    )
    on conflict (team_id) do update set allow_models = excluded.allow_models, switched_off = excluded.switched_off,
      regions = excluded.regions, max_cost_nano_usd = excluded.max_cost_nano_usd,
      monthly_budget_nano_usd = excluded.monthly_budget_nano_usd, cache = excluded.cache,
      updated_by = excluded.updated_by, updated_at = now()`.execute(tx);
}
