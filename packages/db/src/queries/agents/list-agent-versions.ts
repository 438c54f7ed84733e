import type { AgentId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

export interface AgentVersionRow {
  version: number;
  spec: string;
  specHash: string;
  message: string | null;
  createdBy: string | null;
  createdAt: Date;
}

/** Newest first; empty for an agent that does not exist or was deleted. */
export function listAgentVersions(
  tx: Transaction,
  { id, teamId, limit }: { id: AgentId; teamId: TeamId; limit: number },
): Promise<AgentVersionRow[]> {
  return tx
    .selectFrom('agent_versions as version')
    .innerJoin('agents', (join) =>
      join.onRef('agents.team_id', '=', 'version.team_id').onRef('agents.id', '=', 'version.agent_id'),
    )
    .select([
      'version.version',
      'version.spec',
      'version.spec_hash as specHash',
      'version.message',
      'version.created_by as createdBy',
      'version.created_at as createdAt',
    ])
    .where('version.team_id', '=', teamId)
    .where('version.agent_id', '=', id)
    .where('agents.deleted_at', 'is', null)
    .orderBy('version.version', 'desc')
    .limit(limit)
    .execute();
}
