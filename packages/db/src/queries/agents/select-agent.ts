import type { AgentId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AgentRow } from './rows.ts';

export function selectAgent(
  tx: Transaction,
  { id, teamId }: { id: AgentId; teamId: TeamId },
): Promise<(AgentRow & { spec: string }) | undefined> {
  return tx
    .selectFrom('agents')
    .innerJoin('agent_versions as version', (join) =>
      join
        .onRef('version.team_id', '=', 'agents.team_id')
        .onRef('version.agent_id', '=', 'agents.id')
        .onRef('version.version', '=', 'agents.latest_version'),
    )
    .select([
      'agents.id',
      'agents.kind',
      'agents.name',
      'agents.title',
      'agents.description',
      'version.version',
      'version.spec',
      'version.spec_hash as specHash',
      'agents.created_at as createdAt',
      'agents.updated_at as updatedAt',
    ])
    .where('agents.team_id', '=', teamId)
    .where('agents.id', '=', id)
    .where('agents.deleted_at', 'is', null)
    .$narrowType<Pick<AgentRow, 'id' | 'kind'>>()
    .executeTakeFirst();
}
