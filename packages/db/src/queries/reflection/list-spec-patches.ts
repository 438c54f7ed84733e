import type { AgentId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SpecPatchRow, specPatchColumns } from './rows.ts';

/** Of an agent, newest first. */
export async function listSpecPatches(
  tx: Transaction,
  { agentId, teamId, limit }: { agentId: AgentId; teamId: TeamId; limit: number },
): Promise<SpecPatchRow[]> {
  const { rows } = await sql<SpecPatchRow>`
    select ${specPatchColumns} from public.spec_patches
    where team_id = ${teamId} and agent_id = ${agentId}
    order by created_at desc, id desc
    limit ${limit}`.execute(tx);
  return rows;
}
