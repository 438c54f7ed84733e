import { AppError, commentIdInputSchema } from '@agent-factory/contracts';
import {
  deleteEmptyThread,
  deleteComment as deleteRow,
  selectAgent,
  selectComment,
  withTenant,
} from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';

/** Deletes one's own comment, as an admin anybody's; a thread goes with its last one. Errors: `not_found`, `forbidden`. */
export async function deleteComment({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof commentIdInputSchema>;
}): Promise<void> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id } = parseInput(commentIdInputSchema, input);
  const { teamId, userId } = actor;
  const agentId = await withTenant(ctx.db, actor, async (tx) => {
    const found = await selectComment(tx, { id, teamId });
    if (found === undefined) throw notFound('comment');
    const { agentId, threadId, authorId } = found;
    const agent = await selectAgent(tx, { id: agentId, teamId });
    if (agent === undefined) throw notFound('comment');
    if (!(await deleteRow(tx, { id, teamId }))) {
      throw new AppError('forbidden', 'This comment is another’s. Who wrote it can delete it, or an admin.');
    }
    await deleteEmptyThread(tx, { id: threadId, teamId });
    await recordAudit(tx, ctx, {
      action: 'comment.deleted',
      target: { id, name: agent.name },
      before: { agent_id: agentId, thread_id: threadId, by_another: authorId !== userId },
    });
    return agentId;
  });
  ctx.bus.announce({ runId: agentId, kind: 'comments' });
}
