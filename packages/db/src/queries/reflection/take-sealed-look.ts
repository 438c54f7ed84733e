import type { SpecPatchId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * The number of the look that a patch has at these sealed cases: the one that it had already, else the next. Null where
 * all are spent. Two that ask at once never get one number: the other's fails (23505) and asks again.
 */
export async function takeSealedLook(
  tx: Transaction,
  {
    teamId,
    sealedHash,
    patchId,
    atMost,
  }: { teamId: TeamId; sealedHash: string; patchId: SpecPatchId; atMost: number },
): Promise<number | null> {
  const { rows } = await sql<{ look: number }>`
    with had as (
      select look from public.sealed_looks
      where team_id = ${teamId} and sealed_hash = ${sealedHash} and patch_id = ${patchId}
    ), taken as (
      insert into public.sealed_looks (team_id, sealed_hash, look, patch_id)
      select ${teamId}, ${sealedHash}, count(*) + 1, ${patchId} from public.sealed_looks
      where team_id = ${teamId} and sealed_hash = ${sealedHash} and not exists (select from had)
      having count(*) < ${atMost}::integer and not exists (select from had)
      returning look
    )
    select look from had union all select look from taken`.execute(tx);
  return rows[0]?.look ?? null;
}
