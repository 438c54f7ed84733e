import { AppError, type DataExport, newId, startExportInputSchema } from '@agent-factory/contracts';
import { listMemberships, violatesConstraint, withUser } from '@agent-factory/db';
import { countDataExports, insertDataExport } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { exportView } from './export-view.ts';

/** So many in a day: each reads everything. */
const mostADay = 5;
const dayMs = 86_400_000;

/**
 * Queues an export of all that the caller has. Errors: `conflict` while another is under way, `rate_limited` after five
 * in a day, `not_found` for a team that they do not own.
 */
export async function startExport({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof startExportInputSchema>;
}): Promise<DataExport> {
  const { userId } = requirePerson(ctx.actor);
  const wholeTeams = [...new Set(parseInput(startExportInputSchema, input).whole_teams)];
  const now = ctx.clock.now();
  const asked = withUser(ctx.db, userId, async (tx) => {
    const owned = (await listMemberships(tx, userId)).filter(({ role }) => role === 'owner');
    if (wholeTeams.some((id) => !owned.some((team) => team.id === id))) throw notFound('team');
    if ((await countDataExports(tx, { userId, since: new Date(now - dayMs) })) >= mostADay) {
      throw new AppError('rate_limited', `At most ${mostADay} exports a day: try again tomorrow.`, {
        retryAfterSeconds: dayMs / 1_000,
      });
    }
    const row = await insertDataExport(tx, { id: newId('dataExport', now), userId, wholeTeams });
    // Whoever shares a team that goes along whole finds it in that team's log.
    for (const teamId of new Set([ctx.actor.teamId, ...wholeTeams])) {
      await recordAudit(tx, ctx, {
        action: 'export.requested',
        target: { id: row.id },
        after: { whole_teams: wholeTeams },
        teamId,
      });
    }
    return exportView(row);
  });
  return asked.catch((error: unknown) => {
    if (!violatesConstraint(error, 'data_exports_one_at_a_time')) throw error;
    throw new AppError('conflict', 'An export is under way already: wait until it is done.', {
      cause: error,
    });
  });
}
