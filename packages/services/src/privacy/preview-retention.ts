import { type RetentionPreview, retentionRuleSchema } from '@agent-factory/contracts';
import { withTenant } from '@agent-factory/db';
import { countOlderRuns } from '@agent-factory/db/privacy';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';

/** How much a rule would take away now, before anybody sets it. */
export async function previewRetention({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof retentionRuleSchema>;
}): Promise<RetentionPreview> {
  const { teamId } = requirePerson(ctx.actor);
  requireScope(ctx.actor, 'team:write');
  const { runs_days: runsDays, events_days: eventsDays } = parseInput(retentionRuleSchema, input);
  const { runs, events, open } = await withTenant(ctx.db, ctx.actor, (tx) =>
    countOlderRuns(tx, { teamId, runsDays, eventsDays }),
  );
  return { runs, events, open_runs: open };
}
