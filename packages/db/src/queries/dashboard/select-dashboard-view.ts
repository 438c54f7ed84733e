import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type DashboardViewRow, type ViewKey, viewColumns } from './view-rows.ts';

export async function selectDashboardView(
  tx: Transaction,
  { id, teamId }: ViewKey,
): Promise<DashboardViewRow | undefined> {
  const { rows } = await sql<DashboardViewRow>`
    select ${viewColumns} from public.dashboard_views view where view.team_id = ${teamId} and view.id = ${id}`.execute(
    tx,
  );
  return rows[0];
}
