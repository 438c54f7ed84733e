import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ViewKey } from './view-rows.ts';

/** False when the person has no such view in the team. */
export async function updateDashboardView(
  tx: Transaction,
  view: ViewKey & { ownerId: string; name: string; query: string; shared: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    update public.dashboard_views
    set name = ${view.name}, query = ${view.query}, shared = ${view.shared}, updated_at = now()
    where team_id = ${view.teamId} and id = ${view.id} and owner_id = ${view.ownerId}
    returning 1`.execute(tx);
  return rows.length === 1;
}
