import { changeRoleInputSchema, type MemberView } from '@agent-factory/contracts';
import { changeMemberRole, selectMember, withTenant } from '@agent-factory/db';
import type { z } from 'zod';
import { notFound } from '../access/not-found.ts';
import { parseInput } from '../access/parse-input.ts';
import { requireScope } from '../access/require-scope.ts';
import { recordAudit } from '../audit/record.ts';
import type { ServiceContext } from '../service-context.ts';
import { memberView } from './member-view.ts';
import { outranked, refuseInWords } from './refuse-in-words.ts';

/**
 * Gives a member another role, from the next request on, everywhere within 2 s. Owners are made and changed by owners
 * alone. Errors: `forbidden`, `not_found` for who is no member, `conflict` where the team would be left without an owner
 * or the member is the person of a personal team.
 */
export async function changeRole({
  ctx,
  input,
}: {
  ctx: ServiceContext;
  input: z.input<typeof changeRoleInputSchema>;
}): Promise<MemberView> {
  requireScope(ctx.actor, 'members:write');
  const { user_id: userId, role } = parseInput(changeRoleInputSchema, input);
  const { teamId } = ctx.actor;
  const change = withTenant(ctx.db, ctx.actor, async (tx) => {
    const before = await selectMember(tx, { teamId, userId });
    if (before === undefined) throw notFound('member');
    if (before.role === 'owner' || role === 'owner') requireScope(ctx.actor, 'team:own');
    if (before.role !== role) {
      if (!(await changeMemberRole(tx, { teamId, userId, role }))) throw outranked();
      await recordAudit(tx, ctx, {
        action: 'member.role_changed',
        target: { id: userId, name: before.email ?? before.name },
        before: { role: before.role, email: before.email },
        after: { role, email: before.email },
      });
    }
    return memberView({ ...before, role });
  });
  return refuseInWords(change);
}
