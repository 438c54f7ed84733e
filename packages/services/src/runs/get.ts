import { type RunView, runIdSchema } from '@agent-factory/contracts';
import { selectRun, withTenantOnce } from '@agent-factory/db';
import { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { runView } from './run-view.ts';

export const runIdInputSchema = z.strictObject({ run_id: runIdSchema });

/** Errors: `not_found`. */
export async function getRun({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof runIdInputSchema>;
}): Promise<RunView> {
  requireScope(ctx.actor, 'runs:read');
  const { run_id } = parseInput(runIdInputSchema, input);
  const row = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    selectRun(tx, { runId: run_id, teamId: ctx.actor.teamId }),
  );
  if (row === undefined) throw notFound('run');
  return runView(row);
}
