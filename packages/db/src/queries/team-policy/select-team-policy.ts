import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a team may use and spend. Money in 10⁻⁹ USD; null for no bound. */
export interface TeamPolicyRow {
  /** Null where the team has what the deployment gives. */
  plan: 'free' | 'pro' | 'enterprise' | null;
  /** Of each key and member; null where the plan says it. */
  requestsPerMinute: number | null;
  allowModels: string[] | null;
  switchedOff: string[];
  regions: string[] | null;
  maxCostNanoUsd: number | null;
  monthlyBudgetNanoUsd: number | null;
  cache: boolean;
}

/** A team that never set anything has the row that allows everything. Undefined for a team out of reach. */
export async function selectTeamPolicy(
  tx: Transaction,
  { teamId }: { teamId: TeamId },
): Promise<TeamPolicyRow | undefined> {
  const { rows } = await sql<TeamPolicyRow>`
    select app.plan_of(team.plan, team.subscribed_plan, team.subscribed_until, now()) as plan,
      team.requests_per_minute as "requestsPerMinute", policy.allow_models as "allowModels", coalesce(policy.switched_off, '{}') as "switchedOff",
      policy.regions, policy.max_cost_nano_usd as "maxCostNanoUsd",
      policy.monthly_budget_nano_usd as "monthlyBudgetNanoUsd", coalesce(policy.cache, false) as cache
    from public.teams team left join public.team_policies policy on policy.team_id = team.id
    where team.id = ${teamId}`.execute(tx);
  return rows[0];
}
