import type { PatchRefusal, SpecPatchId, SpecPatchStatus, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';

/** What a person makes of a patch, from one of these states; false where it is in none of them. */
export async function decideSpecPatch(
  tx: Transaction,
  {
    id,
    teamId,
    from,
    decision,
  }: {
    id: SpecPatchId;
    teamId: TeamId;
    from: readonly SpecPatchStatus[];
    decision:
      | { status: 'accepted'; version: number }
      | { status: 'discarded'; code: PatchRefusal; reason: string };
  },
): Promise<boolean> {
  const accepted = decision.status === 'accepted';
  const { rows } = await sql`
    update public.spec_patches
    set status = ${decision.status}, accepted_version = ${accepted ? decision.version : null}::integer,
      reason_code = ${accepted ? null : decision.code}, reason = ${accepted ? null : decision.reason},
      finished_at = now()
    where team_id = ${teamId} and id = ${id} and status = any (${from}::text[])
    returning id`.execute(tx);
  return rows.length > 0;
}
