import type { ScheduleView } from '@agent-factory/contracts';
import { listSchedules as listScheduleRows, withTenant } from '@agent-factory/db';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { scheduleView } from './schedule-view.ts';

/** More than a team can have. */
const listed = 500;

/** The team's schedules, newest first. */
export async function listSchedules({ ctx }: { ctx: ServiceContext }): Promise<{ items: ScheduleView[] }> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { teamId } = ctx.actor;
  const rows = await withTenant(ctx.db, ctx.actor, (tx) => listScheduleRows(tx, { teamId, limit: listed }));
  return { items: rows.map(scheduleView) };
}
