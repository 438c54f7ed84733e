import { AppError } from '@agent-factory/contracts';
import { deleteThread as deleteThreadRow, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { threadIdInputSchema } from './get.ts';

/**
 * Deletes a thread with all that was said in it: its runs, their events, questions and checkpoints, and what was
 * noted in it, in one transaction. What the runs cost stays in the usage, without a word of theirs. Errors:
 * `not_found`; `conflict` while a run is at work in it.
 */
export async function deleteThread({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof threadIdInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'runs:write');
  const { id } = parseInput(threadIdInputSchema, input);
  const outcome = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const outcome = await deleteThreadRow(tx, { teamId: ctx.actor.teamId, id });
    // Its title is what somebody said in it, which goes with it.
    if (outcome === 'deleted') await recordAudit(tx, ctx, { action: 'thread.deleted', target: { id } });
    return outcome;
  });
  if (outcome === undefined) throw notFound('thread');
  if (outcome === 'busy') {
    throw new AppError(
      'conflict',
      'A run is at work in this thread. Cancel it or wait for its end, then delete the thread.',
    );
  }
}
