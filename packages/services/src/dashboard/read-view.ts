import type { DashboardViewId, TeamId } from '@agent-factory/contracts';
import { type DashboardViewRow, selectDashboardView, type Transaction } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';

export async function readView(
  tx: Transaction,
  key: { id: DashboardViewId; teamId: TeamId },
): Promise<DashboardViewRow> {
  const row = await selectDashboardView(tx, key);
  if (row === undefined) throw notFound('view');
  return row;
}
