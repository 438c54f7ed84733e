import { type IdeaView, ideaIdInputSchema } from '@agent-factory/contracts';
import { shareIdea as storeHash, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getIdea } from './get.ts';

/** Ends the link to an idea at once; where there is none, nothing happens. Errors: `not_found`. */
export async function unshareIdea({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof ideaIdInputSchema>;
}): Promise<IdeaView> {
  requireScope(ctx.actor, 'runs:write');
  const { idea_id: id } = parseInput(ideaIdInputSchema, input);
  const before = await getIdea({ ctx, input });
  if (before.shared_at === null) return before;
  const { teamId } = ctx.actor;
  await withTenant(ctx.db, ctx.actor, async (tx) => {
    await storeHash(tx, { id, teamId, hash: null });
    await recordAudit(tx, ctx, { action: 'idea.unshared', target: { id } });
  });
  return { ...before, shared_at: null };
}
