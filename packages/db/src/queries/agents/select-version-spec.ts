import type { AgentVersionId, TeamId } from '@agent-factory/contracts';
import type { Transaction } from '../../tenant-transaction.ts';

/** The text of a version that is known to exist. */
export async function selectVersionSpec(
  tx: Transaction,
  { id, teamId }: { id: AgentVersionId; teamId: TeamId },
): Promise<string> {
  const { spec } = await tx
    .selectFrom('agent_versions')
    .select('spec')
    .where('team_id', '=', teamId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return spec;
}
