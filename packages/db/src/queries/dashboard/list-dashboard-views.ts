import type { TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import { type DashboardViewRow, viewColumns } from './view-rows.ts';

/** The reader's own and those that are shared, by name. Their policy keeps others' from them; the statement does too. */
export async function listDashboardViews(
  tx: Transaction,
  { teamId, userId }: { teamId: TeamId; userId: string },
): Promise<DashboardViewRow[]> {
  const { rows } = await sql<DashboardViewRow>`
    select ${viewColumns} from public.dashboard_views view
    where view.team_id = ${teamId} and (view.shared or view.owner_id = ${userId})
    order by lower(view.name), view.id`.execute(tx);
  return rows;
}
