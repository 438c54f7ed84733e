import type { AgentId, AgentVersionId, TeamId, TemplateId, VersionReference } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface PinnedVersion {
  agentName: string;
  /** Null when the agent has no such version. */
  id: AgentVersionId | null;
  version: number;
  specHash: string;
  /** The template that the team has to buy again before the agent runs. */
  withdrawnTemplateId: TemplateId | null;
}

/**
 * The version that a run of the agent pins: of that number, under that label (nothing under `draft` is the newest), or
 * the newest of that hash; the newest at all for null. Undefined without such an agent.
 */
export async function selectPinnedVersion(
  tx: Transaction,
  { agentId, teamId, version }: { agentId: AgentId; teamId: TeamId; version: VersionReference | null },
): Promise<PinnedVersion | undefined> {
  const { rows } = await sql<PinnedVersion>`
    select agent.name as "agentName", version.id, version.version, version.spec_hash as "specHash",
      agent.withdrawn_template_id as "withdrawnTemplateId"
    from public.agents agent
    left join public.agent_versions version
      on version.team_id = agent.team_id and version.agent_id = agent.id
      and version.version = ${wanted(version)}
    where agent.team_id = ${teamId} and agent.id = ${agentId} and agent.deleted_at is null`.execute(tx);
  return rows[0];
}

function wanted(version: VersionReference | null) {
  if (version === null) return sql`agent.latest_version`;
  if (typeof version === 'number') return sql`${version}::integer`;
  switch (version) {
    case 'draft':
      return sql`coalesce(${labelled(version)}, agent.latest_version)`;
    case 'staging':
    case 'production':
      return labelled(version);
    default:
      return sql`(
        select max(v.version) from public.agent_versions v
        where v.team_id = agent.team_id and v.agent_id = agent.id and v.spec_hash = ${version})`;
  }
}

function labelled(label: string) {
  return sql<number | null>`(
    select m.version from public.agent_label_moves m
    where m.team_id = agent.team_id and m.agent_id = agent.id and m.label = ${label}
    order by m.move desc limit 1)`;
}
