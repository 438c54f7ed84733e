import { type ApprovalView, listApprovalsInputSchema } from '@agent-factory/contracts';
import { agentWasMade, listApprovals as listApprovalRows, selectRun, withTenant } from '@agent-factory/db';
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
  const rows = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const found = await listApprovalRows(tx, {
      teamId,
      state,
      agentId: agent_id ?? null,
      runId: run_id ?? null,
      after,
      limit: limit + 1,
    });
    // Asked only when there is nothing, so that a page with approvals costs one query.
    if (found.length > 0) return found;
    if (agent_id !== undefined && !(await agentWasMade(tx, { id: agent_id, teamId })))
      throw notFound('agent');
    if (run_id !== undefined && (await selectRun(tx, { runId: run_id, teamId })) === undefined) {
      throw notFound('run');
    }
    return found;
  });
  return pageFrom(rows, limit, approvalView);
}
