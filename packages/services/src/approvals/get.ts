import { type ApprovalView, approvalIdSchema } from '@agent-factory/contracts';
import { selectApproval, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { approvalView } from './approval-view.ts';

export const approvalIdInputSchema = z.strictObject({ id: approvalIdSchema });

/** Errors: `not_found`. */
export async function getApproval({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof approvalIdInputSchema>;
}): Promise<ApprovalView> {
  requireScope(ctx.actor, 'runs:read');
  const { id } = parseInput(approvalIdInputSchema, input);
  const row = await withTenant(ctx.db, ctx.actor, (tx) =>
    selectApproval(tx, { id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('approval');
  return approvalView(row);
}
