import type { SpecPatchId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Database } from '../../database.ts';
import { inTransaction, type Transaction } from '../../tenant-transaction.ts';

interface Of {
  id: SpecPatchId;
  teamId: TeamId;
}

/** A sign of life of whoever works on a patch; false when it has ended meanwhile. */
export async function touchSpecPatch(tx: Transaction, { id, teamId }: Of): Promise<boolean> {
  const { rows } = await sql`
    update public.spec_patches set touched_at = now()
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'working') returning id`.execute(tx);
  return rows.length > 0;
}

/** Counts that a patch is set going again; undefined when it has ended meanwhile. */
export async function countRevival(tx: Transaction, { id, teamId }: Of): Promise<number | undefined> {
  const { rows } = await sql<{ revived: number }>`
    update public.spec_patches set revived = revived + 1
    where team_id = ${teamId} and id = ${id} and status in ('queued', 'working') returning revived`.execute(
    tx,
  );
  return rows[0]?.revived;
}

/**
 * Patches of any team that have not ended and that nobody has touched for so long, for this caller to set going. The
 * question crosses tenants; it answers with ids.
 */
export async function claimStaleSpecPatches(
  database: Database,
  { untouchedForMs, limit }: { untouchedForMs: number; limit: number },
): Promise<Of[]> {
  return inTransaction(database, 'agent_factory_worker', {}, async (tx) => {
    const { rows } = await sql<Of>`
      select team_id as "teamId", id
      from app.stale_spec_patches(${untouchedForMs}::integer * interval '1 millisecond', ${limit}::integer)`.execute(
      tx,
    );
    return rows;
  });
}
