import type { AgentId, AgentVersionId, TeamId, TemplateId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface TestedVersionRow {
  agentId: AgentId;
  name: string;
  id: AgentVersionId;
  version: number;
  specHash: string;
  /** The template that the team has to buy again before the agent runs. */
  withdrawnTemplateId: TemplateId | null;
}

/** Of each of these agents the version, or the newest; those that there are. */
export async function selectTestedVersions(
  tx: Transaction,
  { teamId, agentIds, version }: { teamId: TeamId; agentIds: readonly AgentId[]; version: number | null },
): Promise<TestedVersionRow[]> {
  const { rows } = await sql<TestedVersionRow>`
    select agent.id as "agentId", agent.name, pinned.id, pinned.version, pinned.spec_hash as "specHash",
      agent.withdrawn_template_id as "withdrawnTemplateId"
    from public.agents agent
    join public.agent_versions pinned on pinned.team_id = agent.team_id and pinned.agent_id = agent.id
      and pinned.version = coalesce(${version}::integer, agent.latest_version)
    where agent.team_id = ${teamId} and agent.id = any (${agentIds}::text[]) and agent.deleted_at is null`.execute(
    tx,
  );
  return rows;
}
