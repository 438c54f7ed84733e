import { AppError, type IdeaShared, ideaIdInputSchema } from '@agent-factory/contracts';
import { shareIdea as storeHash, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { getIdea } from './get.ts';
import { hashShareToken, makeShareToken } from './share-token.ts';

/**
 * Makes a link under which anybody reads the idea and its evaluation, and nothing else; a link before it ends. The
 * answer is the only one that has the token. Errors: `not_found`; `conflict` while the researchers are at work.
 */
export async function shareIdea({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof ideaIdInputSchema>;
}): Promise<IdeaShared> {
  requireScope(ctx.actor, 'runs:write');
  const { idea_id: id } = parseInput(ideaIdInputSchema, input);
  const { evaluation, run_id } = await getIdea({ ctx, input });
  if (evaluation === null) {
    throw new AppError('conflict', 'The researchers are still at work. Share the idea when they are done.');
  }
  const token = makeShareToken();
  const { teamId } = ctx.actor;
  const sharedAt = await withTenant(ctx.db, ctx.actor, async (tx) => {
    const shared = await storeHash(tx, { id, teamId, hash: hashShareToken(token) });
    if (shared === undefined || shared.sharedAt === null) throw notFound('idea');
    await recordAudit(tx, ctx, { action: 'idea.shared', target: { id }, after: { run_id } });
    return shared.sharedAt;
  });
  return { idea_id: id, token, path: `/shared/ideas/${token}`, shared_at: sharedAt.toISOString() };
}
