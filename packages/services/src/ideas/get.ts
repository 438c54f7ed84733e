import { type IdeaView, ideaIdInputSchema } from '@agent-factory/contracts';
import { selectIdeas, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { ideaView } from './idea-view.ts';
import { settleIdeas } from './settle-ideas.ts';

/** An idea with what became of it. Errors: `not_found`. */
export async function getIdea({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof ideaIdInputSchema>;
}): Promise<IdeaView> {
  requireScope(ctx.actor, 'runs:read', 'runs:write');
  const { idea_id: id } = parseInput(ideaIdInputSchema, input);
  const { teamId } = ctx.actor;
  const found = await withTenant(ctx.db, ctx.actor, (tx) => selectIdeas(tx, { ids: [id], teamId }));
  const [row] = await settleIdeas(ctx, found);
  if (row === undefined) throw notFound('idea');
  return ideaView(row);
}
