import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ViewKey } from './view-rows.ts';

/** False when there is none that the person may delete. */
export async function deleteDashboardView(tx: Transaction, { id, teamId }: ViewKey): Promise<boolean> {
  const { rows } = await sql`
    delete from public.dashboard_views where team_id = ${teamId} and id = ${id} returning 1`.execute(tx);
  return rows.length === 1;
}
