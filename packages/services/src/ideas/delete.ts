import { ideaIdInputSchema } from '@agent-factory/contracts';
import { deleteIdea as deleteRow, selectIdeas, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** Deletes an idea with its evaluation and its link; the run stays. Errors: `not_found`. */
export async function deleteIdea({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof ideaIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'runs:write');
  const { idea_id: id } = parseInput(ideaIdInputSchema, input);
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    const [before] = await selectIdeas(tx, { ids: [id], teamId });
    if (before === undefined || !(await deleteRow(tx, { id, teamId }))) throw notFound('idea');
    await recordAudit(tx, ctx, { action: 'idea.deleted', target: { id }, before: { run_id: before.runId } });
  });
}
