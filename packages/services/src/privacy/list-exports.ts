import type { DataExport } from '@agent-factory/contracts';
import { withUser } from '@agent-factory/db';
import { listDataExports } from '@agent-factory/db/privacy';
import { requirePerson } from '../access/require-person.ts';
import type { ServiceContext } from '../service-context.ts';
import { exportView } from './export-view.ts';

/** The caller's own exports, the newest 20. */
export async function listExports({ ctx }: { ctx: ServiceContext }): Promise<{ items: DataExport[] }> {
  const { userId } = requirePerson(ctx.actor);
  const rows = await withUser(ctx.db, userId, (tx) => listDataExports(tx, { userId, limit: 20 }));
  return { items: rows.map(exportView) };
}
