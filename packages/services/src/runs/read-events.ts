import { isFinalRunStatus, type RunEvent, type RunId } from '@agent-factory/contracts';
import { selectRunEvents, withTenantOnce } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import type { ServiceContext } from '../service-context.ts';

const pageSize = 500;

/**
 * One page of a run's events after `after`, read in one snapshot with its status, so that "final and no
 * more rows" is certain. Errors: `not_found`.
 */
export async function readRunEvents(
  ctx: ServiceContext,
  runId: RunId,
  after: number,
): Promise<{ events: RunEvent[]; more: boolean; ended: boolean }> {
  const found = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    selectRunEvents(tx, { runId, teamId: ctx.actor.teamId, after, limit: pageSize }),
  );
  if (found === undefined) throw notFound('run');
  const events = found.events.map(({ seq, at, data }) => ({ seq, at: at.toISOString(), data }));
  const more = events.length === pageSize;
  return { events, more, ended: !more && isFinalRunStatus(found.status) };
}
