import type { SpecPatchId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type SpecPatchRow, specPatchColumns } from './rows.ts';

export async function selectSpecPatch(
  tx: Transaction,
  { id, teamId }: { id: SpecPatchId; teamId: TeamId },
): Promise<SpecPatchRow | undefined> {
  const { rows } = await sql<SpecPatchRow>`
    select ${specPatchColumns} from public.spec_patches where team_id = ${teamId} and id = ${id}`.execute(tx);
  return rows[0];
}
