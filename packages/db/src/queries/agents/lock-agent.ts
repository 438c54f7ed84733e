import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { AgentRow } from './rows.ts';

/**
 * The agent's row, held until the transaction ends. Two statements: the second sees the version that a
 * writer saved while the first one waited for it.
 */
export async function lockAgent(
  tx: Transaction,
  { id, teamId }: { id: AgentId; teamId: TeamId },
): Promise<Pick<AgentRow, 'kind' | 'name' | 'version' | 'specHash' | 'createdAt'> | undefined> {
  const { rows: locked } = await sql`
    select from public.agents where team_id = ${teamId} and id = ${id} and deleted_at is null for no key update
  `.execute(tx);
  if (locked.length === 0) return undefined;
  return tx
    .selectFrom('agents')
    .innerJoin('agent_versions as version', (join) =>
      join
        .onRef('version.team_id', '=', 'agents.team_id')
        .onRef('version.agent_id', '=', 'agents.id')
        .onRef('version.version', '=', 'agents.latest_version'),
    )
    .select([
      'agents.kind',
      'agents.name',
      'version.version',
      'version.spec_hash as specHash',
      'agents.created_at as createdAt',
    ])
    .where('agents.team_id', '=', teamId)
    .where('agents.id', '=', id)
    .$narrowType<{ kind: AgentRow['kind'] }>()
    .executeTakeFirstOrThrow();
}
