import { type IdeaView, pageInputSchema } from '@agent-factory/contracts';
import { listIdeas as listRows, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { decodeCursor, pageFrom } from '../access/cursor.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { ideaView } from './idea-view.ts';
import { settleIdeas } from './settle-ideas.ts';

/** The team's ideas, newest first. */
export async function listIdeas({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof pageInputSchema>;
}): Promise<{ items: IdeaView[]; next_cursor: string | null }> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { limit, cursor } = parseInput(pageInputSchema, input);
  const { teamId } = ctx.actor;
  const after = cursor === undefined ? null : decodeCursor(cursor, 'idea');
  const rows = await withTenant(ctx.db, ctx.actor, (tx) => listRows(tx, { teamId, after, limit: limit + 1 }));
  return pageFrom(await settleIdeas(ctx, rows), limit, ideaView);
}
