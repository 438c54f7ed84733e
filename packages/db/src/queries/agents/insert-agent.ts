import type { AgentId, AgentVersionId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewAgent {
  id: AgentId;
  versionId: AgentVersionId;
  teamId: TeamId;
  kind: 'Agent' | 'Team';
  name: string;
  title: string;
  description: string;
  spec: string;
  specHash: string;
  message: string | null;
  createdBy: string | null;
}

/** The agent and its version 1; undefined, and nothing written, when the team has one of that name. */
export async function insertAgent(
  tx: Transaction,
  agent: NewAgent,
): Promise<{ createdAt: Date } | undefined> {
  const { rows } = await sql<{ createdAt: Date }>`
    with agent as (
      insert into public.agents (id, team_id, name, kind, title, description, latest_version, created_by)
      values (${agent.id}, ${agent.teamId}, ${agent.name}, ${agent.kind}, ${agent.title}, ${agent.description}, 1,
        ${agent.createdBy})
      on conflict (team_id, name) where deleted_at is null do nothing
      returning id, team_id, created_by, created_at
    ), version as (
      insert into public.agent_versions (id, team_id, agent_id, version, spec, spec_hash, message, created_by)
      select ${agent.versionId}, team_id, id, 1, ${agent.spec}, ${agent.specHash}, ${agent.message}, created_by
      from agent
    )
    select created_at as "createdAt" from agent`.execute(tx);
  return rows[0];
}
