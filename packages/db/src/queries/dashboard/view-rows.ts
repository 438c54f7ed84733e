import type { DashboardViewId, TeamId } from '@agent-factory/contracts';
import { sql } from 'kysely';

export interface DashboardViewRow {
  id: DashboardViewId;
  name: string;
  query: string;
  shared: boolean;
  ownerId: string;
  ownerName: string | null;
  createdAt: Date;
}

/** A view of the team, as its statements name it. */
export interface ViewKey {
  id: DashboardViewId;
  teamId: TeamId;
}

/** The columns of a DashboardViewRow, of `view`. */
export const viewColumns = sql`
  view.id, view.name, view.query, view.shared, view.owner_id as "ownerId", view.created_at as "createdAt",
  (select person.name from public.profiles person where person.id = view.owner_id) as "ownerName"`;
