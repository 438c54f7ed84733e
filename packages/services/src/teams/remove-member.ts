import { memberInputSchema } from '@agent-factory/contracts';
import { deleteMember, selectMember, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { publishEvent } from '../webhooks/publish.ts';
import { outranked, refuseInWords } from './refuse-in-words.ts';

/**
 * Takes a member out of the team: no row of it reaches them from now on, and their sessions lose it within 2 s. What
 * they made and the keys that they made stay the team's. Errors: `forbidden`, `not_found` for who is no member,
 * `conflict` for the last owner and for the person of a personal team.
 */
export async function removeMember({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof memberInputSchema>;
}): Promise<void> {
  requireScope(ctx.actor, 'members:write');
  const { user_id: userId } = parseInput(memberInputSchema, input);
  const { teamId } = ctx.actor;
  const removal = withTenant(ctx.db, ctx.actor, async (tx) => {
    const member = await selectMember(tx, { teamId, userId });
    if (member === undefined) throw notFound('member');
    if (member.role === 'owner') requireScope(ctx.actor, 'team:own');
    const { role, email } = member;
    // Before the membership ends, for who removes themselves.
    await recordAudit(tx, ctx, {
      action: 'member.removed',
      target: { id: userId, name: email ?? member.name },
      before: { role, email },
    });
    await publishEvent(tx, { teamId, type: 'member.left', data: { user_id: userId, email, role } });
    if (!(await deleteMember(tx, { teamId, userId }))) throw outranked();
  });
  await refuseInWords(removal);
}
