import { AppError, isFinalRunStatus, type Receipt } from '@agent-factory/contracts';
import { selectReceipt, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { runIdInputSchema } from '../runs/get.ts';
import type { ServiceContext } from '../service-context.ts';

/** What a run that has ended left. Errors: `not_found`, also for one that has not ended yet. */
export async function getReceipt({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof runIdInputSchema>;
}): Promise<Receipt> {
  requireScope(ctx.actor, 'runs:read');
  const { run_id } = parseInput(runIdInputSchema, input);
  const found = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectReceipt(tx, { runId: run_id, teamId: ctx.actor.teamId }),
  );
  if (found === undefined) throw notFound('run');
  if (found.receipt !== null) return found.receipt;
  throw new AppError(
    'not_found',
    isFinalRunStatus(found.status)
      ? 'This run ended before runs left receipts.'
      : 'This run has not ended yet. Its receipt is written when it ends.',
  );
}
