import { getThreadInputSchema, type ThreadView, threadIdSchema } from '@agent-factory/contracts';
import { listThreadRuns, listThreads, selectRun, withTenant } from '@agent-factory/db';
import { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { messagesOf, threadSummary } from './thread-view.ts';

export const threadIdInputSchema = z.strictObject({ id: threadIdSchema });
export const getThreadVerbInputSchema = getThreadInputSchema.extend({ id: threadIdSchema });

/** A thread and the newest of what was said in it, in order. Errors: `not_found` (thread, or a cursor of another). */
export async function getThread({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof getThreadVerbInputSchema>;
}): Promise<ThreadView> {
  requireScope(ctx.actor, 'runs:read');
  const { id, limit, cursor } = parseInput(getThreadVerbInputSchema, input);
  const before = cursor === undefined ? null : decodeCursor(cursor, 'run');
  const { teamId } = ctx.actor;
  const { thread, runs } = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const [row] = await listThreads(tx, { teamId, id, agentId: null, after: null, limit: 1 });
    if (row === undefined) throw notFound('thread');
    const from = before === null ? undefined : await selectRun(tx, { teamId, runId: before });
    if (before !== null && from?.threadId !== id) throw notFound('run');
    return {
      thread: row,
      runs: await listThreadRuns(tx, { teamId, threadId: id, before, limit: limit + 1 }),
    };
  });
  const { items, next_cursor } = pageFrom(runs, limit, messagesOf);
  return { ...threadSummary(thread), messages: items.reverse().flat(), next_cursor };
}
