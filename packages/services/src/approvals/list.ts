import { type ApprovalView, listApprovalsInputSchema } from '@agent-factory/contracts';
import {
  agentWasMade,
  listApprovals as listApprovalRows,
  selectRun,
  withTenantOnce,
} from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { approvalView } from './approval-view.ts';

/**
 * What the team's runs ask of people, newest first; what is pending unless `state` says otherwise. Errors:
 * `not_found` for an `agent_id` that the team never had, or a `run_id` that is not its own.
 */
export async function listApprovals({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof listApprovalsInputSchema>;
}): Promise<{ items: ApprovalView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'runs:read');
  const { state, agent_id, run_id, limit, cursor } = parseInput(listApprovalsInputSchema, input);
  const after = cursor === undefined ? null : decodeCursor(cursor, 'approval');
  const { teamId } = ctx.actor;
  const rows = await withTenantOnce(ctx.db, ctx.actor, (tx) =>
    listApprovalRows(tx, {
      teamId,
      state,
      agentId: agent_id ?? null,
      runId: run_id ?? null,
      after,
      limit: limit + 1,
    }),
  );
  // Asked only when there is nothing, so that a page with approvals costs one query.
  if (rows.length === 0 && agent_id !== undefined) {
    const asked = { id: agent_id, teamId };
    const made = await withTenantOnce(ctx.db, ctx.actor, (tx) => agentWasMade(tx, asked));
    if (!made) throw notFound('agent');
  }
  if (rows.length === 0 && run_id !== undefined) {
    const run = await withTenantOnce(ctx.db, ctx.actor, (tx) => selectRun(tx, { runId: run_id, teamId }));
    if (run === undefined) throw notFound('run');
  }
  return pageFrom(rows, limit, approvalView);
}
