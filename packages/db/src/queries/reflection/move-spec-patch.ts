import type { PatchRefusal, SpecPatchId, SpecPatchPhase, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import { json } from '../../json.ts';
import type { Transaction } from '../../tenant-transaction.ts';

/**
 * Notes how far the work on a patch is: what was learned so far, and the phase that begins. False when it has ended
 * meanwhile, by hand or by another worker; then nothing is written.
 */
export async function moveSpecPatch(
  tx: Transaction,
  {
    id,
    teamId,
    phase,
    patch,
    results,
  }: { id: SpecPatchId; teamId: TeamId; phase: SpecPatchPhase; patch: unknown; results: unknown },
): Promise<boolean> {
  const { rows } = await sql`
    update public.spec_patches
    set status = 'working', touched_at = now(), phase = ${phase}, patch = ${patch === null ? sql`null` : json(patch)},
      results = ${json(results)}
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'working')
    returning id`.execute(tx);
  return rows.length > 0;
}

/** Ends the work on a patch; what has ended stays as it is. */
export async function finishSpecPatch(
  tx: Transaction,
  {
    id,
    teamId,
    refusal,
    patch,
    results,
  }: {
    id: SpecPatchId;
    teamId: TeamId;
    /** Null for one that has won. */
    refusal: { code: PatchRefusal; reason: string } | null;
    patch: unknown;
    results: unknown;
  },
): Promise<void> {
  await sql`
    update public.spec_patches
    set status = ${refusal === null ? 'won' : 'discarded'}, reason_code = ${refusal?.code ?? null},
      reason = ${refusal?.reason.slice(0, 10_000) ?? null}, patch = ${patch === null ? sql`null` : json(patch)},
      results = ${json(results)}, finished_at = now()
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'working')`.execute(tx);
}
