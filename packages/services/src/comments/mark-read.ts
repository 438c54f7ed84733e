import { commentThreadIdInputSchema } from '@agent-factory/contracts';
import { markThreadRead, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { parseInput } from '../access/parse-input.ts';
import { requirePerson } from '../access/require-person.ts';
import { requireScope } from '../access/require-scope.ts';
import type { ServiceContext } from '../service-context.ts';
import { readThread } from './read-thread.ts';

/** Notes that the caller has seen what is said in a thread so far. Errors: `not_found`; `forbidden` for a key. */
export async function markCommentsRead({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof commentThreadIdInputSchema>;
}): Promise<void> {
  const actor = requirePerson(ctx.actor);
  requireScope(actor, 'agents:read');
  const { id } = parseInput(commentThreadIdInputSchema, input);
  const { teamId, userId } = actor;
  await withTenant(ctx.db, actor, async (tx) => {
    const { comments } = await readThread(tx, { id, teamId, userId });
    // Until the newest that was seen, not until now: another may be on its way with a time before that.
    const newest = Math.max(...comments.map(({ createdAt }) => Date.parse(createdAt)));
    await markThreadRead(tx, { id, teamId, userId, at: new Date(newest) });
  });
}
