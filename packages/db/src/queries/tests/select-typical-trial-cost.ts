import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a trial of this agent costs with its judges (10⁻⁹ USD), by the mean of its last hundred; null without any. */
export async function selectTypicalTrialCost(
  tx: Transaction,
  { teamId, agentId }: { teamId: TeamId; agentId: AgentId },
): Promise<number | null> {
  const { rows } = await sql<{ mean: number | null }>`
    select avg(cost)::bigint as mean from (
      select trial.cost_nano_usd as cost from public.test_trials trial
      where trial.team_id = ${teamId} and trial.agent_id = ${agentId} and trial.status = 'done' and not trial.cached
      order by trial.id desc limit 100
    ) last`.execute(tx);
  return rows[0]?.mean ?? null;
}
