import type { AgentId, AgentVersionId, TeamId, TemplateId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

interface NewestVersionRow {
  name: string;
  agentId: AgentId;
  agentVersionId: AgentVersionId;
  version: number;
  specHash: string;
  /** The template that the team has to buy again before the agent runs. */
  withdrawnTemplateId: TemplateId | null;
}

/** The newest version of each of the team's agents with one of these names; names of none are left out. */
export async function selectNewestByNames(
  tx: Transaction,
  { teamId, names }: { teamId: TeamId; names: readonly string[] },
): Promise<NewestVersionRow[]> {
  const { rows } = await sql<NewestVersionRow>`
    select agent.name, agent.id as "agentId", version.id as "agentVersionId", version.version,
      version.spec_hash as "specHash", agent.withdrawn_template_id as "withdrawnTemplateId"
    from public.agents agent
    join public.agent_versions version
      on version.team_id = agent.team_id and version.agent_id = agent.id and version.version = agent.latest_version
    where agent.team_id = ${teamId} and agent.name = any (${[...names]}::text[]) and agent.deleted_at is null`.execute(
    tx,
  );
  return rows;
}
