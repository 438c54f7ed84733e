import { type ApproveToolChangeInput, approveToolChangeInputSchema } from '@agent-factory/contracts';
import { approveToolChange as approveToolChangeRow, withTenant } from '@agent-factory/db';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { sourceUrl } from './source-url.ts';

/**
 * Takes a changed tool as it is now, so that agents may use it again. Errors: `not_found` where there is no such change
 * any more, or the tool has changed again since it was looked at.
 */
export async function approveToolChange({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: ApproveToolChangeInput;
}): Promise<void> {
  const { actor } = ctx;
  requireScope(actor, 'connections:write');
  const { source, url, tool, hash } = parseInput(approveToolChangeInputSchema, input);
  const approvedBy = actor.type === 'user' ? actor.userId : null;
  const change = { teamId: actor.teamId, source, url: sourceUrl(url), tool, hash, approvedBy };
  await withTenant(ctx.db, actor, async (tx) => {
    if (!(await approveToolChangeRow(tx, change))) throw notFound('change of a tool');
    await recordAudit(tx, ctx, {
      action: 'tool_change.approved',
      target: { id: `${source}:${change.url}`, name: tool },
      after: change,
    });
  });
}
