import { sql } from 'kysely';
import type { Transaction } from '../../tenant-transaction.ts';
import type { ViewKey } from './view-rows.ts';

/** False, and nothing written, when the person has `atMost` in the team. */
export async function insertDashboardView(
  tx: Transaction,
  view: ViewKey & { ownerId: string; name: string; query: string; shared: boolean; atMost: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into public.dashboard_views (id, team_id, owner_id, name, query, shared)
    select ${view.id}, ${view.teamId}, ${view.ownerId}::uuid, ${view.name}, ${view.query}, ${view.shared}
    where ${view.atMost} > (
      select count(*) from public.dashboard_views where team_id = ${view.teamId} and owner_id = ${view.ownerId}
    )
    returning 1`.execute(tx);
  return rows.length === 1;
}
