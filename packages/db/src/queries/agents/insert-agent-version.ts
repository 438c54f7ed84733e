import type { AgentId, AgentVersionId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

export interface NewAgentVersion {
  id: AgentVersionId;
  agentId: AgentId;
  teamId: TeamId;
  version: number;
  name: string;
  title: string;
  description: string;
  spec: string;
  specHash: string;
  message: string | null;
  createdBy: string | null;
}

/** A version, and the agent's row made to follow it; violates `agents_name_key` when its name is taken. */
export async function insertAgentVersion(tx: Transaction, version: NewAgentVersion): Promise<void> {
  await sql`
    with version as (
      insert into public.agent_versions (id, team_id, agent_id, version, spec, spec_hash, message, created_by)
      values (${version.id}, ${version.teamId}, ${version.agentId}, ${version.version}, ${version.spec},
        ${version.specHash}, ${version.message}, ${version.createdBy})
    )
    update public.agents
    set latest_version = ${version.version}, name = ${version.name}, title = ${version.title},
      description = ${version.description}, updated_at = now()
    where team_id = ${version.teamId} and id = ${version.agentId}`.execute(tx);
}
