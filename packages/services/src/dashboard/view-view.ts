import type { DashboardView } from '@agent-factory/contracts';
import type { DashboardViewRow } from '@agent-factory/db';

export function dashboardView(row: DashboardViewRow, userId: string): DashboardView {
  const { id, name, query, shared } = row;
  const made = { owner_name: row.ownerName, created_at: row.createdAt.toISOString() };
  return { id, name, query, shared, own: row.ownerId === userId, ...made };
}
