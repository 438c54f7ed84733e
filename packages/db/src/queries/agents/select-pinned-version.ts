import type { AgentId, AgentVersionId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface PinnedVersion {
  agentName: string;
  /** Null when the agent has no version of that number. */
  id: AgentVersionId | null;
  version: number;
  specHash: string;
}

/** The version that a run of the agent pins: the named one, else the newest; undefined without such an agent. */
export async function selectPinnedVersion(
  tx: Transaction,
  { agentId, teamId, version }: { agentId: AgentId; teamId: TeamId; version: number | null },
): Promise<PinnedVersion | undefined> {
  const { rows } = await sql<PinnedVersion>`
    select agent.name as "agentName", version.id, version.version, version.spec_hash as "specHash"
    from public.agents agent
    left join public.agent_versions version
      on version.team_id = agent.team_id and version.agent_id = agent.id
      and version.version = coalesce(${version}::integer, agent.latest_version)
    where agent.team_id = ${teamId} and agent.id = ${agentId} and agent.deleted_at is null`.execute(tx);
  return rows[0];
}
