import { type RetentionView, retentionRuleSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { putTeamRetention, selectTeamRetention } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { retentionView } from './get-retention.ts';

/**
 * How long the team keeps what its runs said; null keeps it. What is older goes within minutes and does not come back.
 * Errors: `forbidden` for who is no owner or admin, `invalid_input`.
 */
export async function setRetention({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof retentionRuleSchema>;
}): Promise<RetentionView> {
  const { teamId, userId } = requirePerson(ctx.actor);
  requireScope(ctx.actor, 'team:write');
  const { runs_days: runsDays, events_days: eventsDays } = parseInput(retentionRuleSchema, input);
  const at = new Date(ctx.clock.now());
  return withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = retentionView(await selectTeamRetention(tx, { teamId }));
    await putTeamRetention(tx, { teamId, runsDays, eventsDays, setBy: userId, at });
    const after = retentionView({ runsDays, eventsDays, setAt: at });
    await recordAudit(tx, ctx, { action: 'retention.changed', target: { id: teamId }, before, after });
    return after;
  });
}
